package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.NonceMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Any other HTTP client, with the headers it needs. */
class AuthorizationTest {
  private final Shop shop = Shop.open();
  private final HttpClient other = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    shop.close();
  }

  private HttpResponse<Void> send(Authorization authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(authorization.address());
    authorization.forEach(request::header);
    return other.send(request.build(), BodyHandlers.discarding());
  }

  private static Optional<Authorization> next(Authorization sent, HttpResponse<?> answer) {
    return sent.nonceFrom(answer.statusCode(), answer.headers()::allValues);
  }

  @Test
  void one_request_is_let_in() throws Exception {
    Authorization authorization = shop.authorize("GET", shop.api.uri("/orders?page=2"));
    HttpResponse<Void> answer = send(authorization);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(next(authorization, answer)).isEmpty();
    assertThat(send(authorization).statusCode()).as("but not a second one").isEqualTo(401);
  }

  @Test
  void a_nonce_is_learned_and_asked_for_once() throws Exception {
    shop.api.nonces(NonceMode.ENDLESS_DEMAND);
    Authorization first = shop.authorize("GET", shop.api.uri("/orders"));
    Authorization second = next(first, send(first)).orElseThrow();
    HttpResponse<Void> answer = send(second);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(next(second, answer)).isEmpty();
  }

  @Test
  void a_nonce_of_any_answer_is_used_next() throws Exception {
    shop.api.nonces(NonceMode.ALWAYS_NEW);
    Authorization first = shop.authorize("GET", shop.api.uri("/orders"));
    Authorization second = next(first, send(first)).orElseThrow();
    HttpResponse<Void> answer = send(second);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(next(second, answer)).isEmpty();
    assertThat(send(shop.authorize("GET", shop.api.uri("/orders"))).statusCode()).isEqualTo(200);
  }

  @Test
  void a_refused_token_is_replaced_once() throws Exception {
    shop.api.refuseNextToken();
    Authorization first = shop.authorize("GET", shop.api.uri("/orders"));
    Authorization second = next(first, send(first)).orElseThrow();
    assertThat(send(second).statusCode()).isEqualTo(200);
    assertThat(shop.refreshes()).isEqualTo(1);
  }

  @Test
  void the_rules_are_those_of_the_client() {
    assertThatThrownBy(() -> shop.authorize("GET", URI.create("https://other.example/")))
        .isInstanceOf(OriginNotAllowedException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shop.authorize("G\"ET", shop.api.uri("/")));
    assertThat(shop.authorize("GET", shop.api.uri("/")).toString()).doesNotContain("DPoP ");
  }
}
