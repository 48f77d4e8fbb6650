package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Proof;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.token.UserTokenException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An API that checks every proof, called in both ways. */
@NullUnmarked
class SigningHttpClientTest {
  private final Shop shop = Shop.open();

  @AfterEach
  void close() {
    shop.close();
  }

  private HttpResponse<String> call(Way way, HttpRequest.Builder request) throws Exception {
    return way.call(shop.client(), request.build());
  }

  private List<Proof> proofs() {
    return shop.api.requests().stream().map(seen -> seen.proof().orElseThrow()).toList();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DPP-01, DPP-02, DPP-03, DPP-04, DPP-05: token and proof of this very request")
  void every_request_carries_the_token_and_a_new_proof(Way way) throws Exception {
    for (int i = 0; i < 2; i++) {
      HttpRequest.Builder request = shop.order("/a/../orders/%7eb?page=1#top");
      HttpResponse<String> answer =
          call(way, request.method("PATCH", BodyPublishers.ofString("four")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"user\":\"alice\"").contains("\"bodyLength\":4");
    }

    RecordedCall seen = shop.lastCall();
    assertThat(seen.call().target()).hasToString("/orders/~b?page=1");
    assertThat(seen.headers().get("Authorization")).singleElement().asString().startsWith("DPoP ");
    assertThat(proofs()).extracting(Proof::htm).containsOnly("PATCH");
    assertThat(proofs()).extracting(Proof::htu).containsOnly(shop.api.uri("/orders/~b").toString());
    assertThat(proofs()).extracting(Proof::ath).doesNotContain(Optional.empty());
    assertThat(proofs()).extracting(Proof::jti).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void a_redirect_is_the_answer(Way way) throws Exception {
    try (FakeApi other = FakeApi.start(shop.provider)) {
      shop.api.next().redirectTo(other.uri("/orders"));

      HttpResponse<String> answer = call(way, shop.order("/orders"));

      assertThat(answer.statusCode()).isEqualTo(307);
      assertThat(answer.headers().firstValue("Location")).isPresent();
      assertThat(other.requests()).isEmpty();
      assertThat(shop.api.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_token_travels_to_another_origin(Way way) {
    try (FakeApi other = FakeApi.start(shop.provider)) {
      assertThatThrownBy(() -> call(way, HttpRequest.newBuilder(other.uri("/orders"))))
          .isInstanceOfSatisfying(
              OriginNotAllowedException.class,
              why -> assertThat(why.code()).isEqualTo(ErrorCode.ORIGIN_NOT_ALLOWED));
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "DPOP"})
  void credentials_of_the_caller_are_refused(String header) {
    for (Way way : Way.values()) {
      assertThatThrownBy(() -> call(way, shop.order("/orders").header(header, "mine")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("mine");
    }
    assertThat(shop.api.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void without_a_session_nothing_is_sent(Way way) {
    shop.logOut();

    assertThatThrownBy(() -> call(way, shop.order("/orders")))
        .isInstanceOfSatisfying(
            UserTokenException.class,
            why -> assertThat(why.code()).isEqualTo(ErrorCode.SESSION_REQUIRED));
    assertThat(shop.api.requests()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void the_response_belongs_to_the_callers_own_request(Way way) throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    HttpRequest request = shop.order("/orders").header("X-Order", "7").build();

    HttpResponse<String> answer = way.call(shop.client(), request);

    assertThat(answer.request()).isSameAs(request);
    assertThat(answer.previousResponse()).isEmpty();
    assertThat(answer.uri()).isEqualTo(request.uri());
    assertThat(answer.sslSession()).isEmpty();
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.toString()).doesNotContain("DPoP");
    assertThat(shop.lastCall().headers().get("X-Order")).containsExactly("7");
  }

  @ParameterizedTest
  @EnumSource
  void the_callers_time_limit_holds(Way way) {
    Gate gate = shop.api.hold();

    assertThatThrownBy(() -> call(way, shop.order("/orders").timeout(Duration.ofMillis(200))))
        .isInstanceOf(HttpTimeoutException.class);

    gate.open();
  }

  @ParameterizedTest
  @EnumSource
  void a_lost_connection_is_an_io_exception(Way way) {
    shop.api.always().dropConnection();

    assertThatThrownBy(() -> call(way, shop.order("/orders").POST(BodyPublishers.noBody())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_bearer_token_goes_as_bearer_and_is_not_repeated() throws Exception {
    try (Shop bearer = Shop.withBearerTokens()) {
      HttpResponse<String> good =
          bearer.client().send(bearer.order("/orders").build(), BodyHandlers.ofString());
      bearer.api.refuseNextToken();
      HttpResponse<String> refused =
          bearer.client().send(bearer.order("/orders").build(), BodyHandlers.ofString());

      assertThat(good.statusCode()).isEqualTo(200);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(bearer.api.requests()).hasSize(2);
      assertThat(bearer.lastCall().headers()).doesNotContainKey("DPoP");
    }
  }

  @Test
  void a_websocket_is_refused() {
    HttpClient client = shop.client();
    assertThatThrownBy(client::newWebSocketBuilder)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("DPoP");
  }

  @Test
  void addresses_that_no_proof_can_be_for_are_refused() {
    for (String address : List.of("http://api.example/", "http://me@127.0.0.1:80/")) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      assertThatThrownBy(() -> shop.client().send(request, BodyHandlers.ofString()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
