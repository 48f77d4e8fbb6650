package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Proof;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.token.TokenRefresher;
import dev.holdfast.token.UserTokenException;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which refused calls are repeated, how often, and which are not. */
@NullUnmarked
class SecondChanceTest {
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
  @DisplayName("DPN-03, DPP-05: a nonce challenge leads to exactly one repetition")
  void a_nonce_challenge_is_answered_once_with_the_same_token(Way way) throws Exception {
    shop.api.nonces(NonceMode.ROTATING);

    HttpResponse<String> answer =
        call(way, shop.order("/orders").POST(BodyPublishers.ofString("four")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"bodyLength\":4");
    assertThat(shop.api.requests()).extracting(RecordedCall::status).containsExactly(401, 200);
    assertThat(proofs()).extracting(Proof::jti).doesNotHaveDuplicates();
    assertThat(proofs().get(0).nonce()).isEmpty();
    assertThat(proofs().get(1).nonce()).isPresent();
    assertThat(shop.refreshes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DPN-02, DPN-05: the nonce of any answer serves the next request")
  void a_nonce_is_kept_for_the_next_call(Way way) throws Exception {
    shop.api.nonces(NonceMode.ALWAYS_NEW);

    for (int i = 0; i < 3; i++) {
      assertThat(call(way, shop.order("/orders")).statusCode()).isEqualTo(200);
    }

    assertThat(shop.api.requests())
        .extracting(RecordedCall::status)
        .containsExactly(401, 200, 200, 200);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DPN-03, A29: an endless demand for nonces is met once, then it is the answer")
  void an_endless_demand_for_nonces_ends_after_two_requests(Way way) throws Exception {
    shop.api.nonces(NonceMode.ENDLESS_DEMAND);

    HttpResponse<String> answer = call(way, shop.order("/orders"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(shop.api.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DPB-05: a refused token is renewed once and the call repeated once")
  void a_refused_token_is_renewed_and_the_call_repeated(Way way) throws Exception {
    shop.api.refuseNextToken();

    HttpResponse<String> answer = call(way, shop.order("/orders"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(shop.refreshes()).isEqualTo(1);
    assertThat(shop.api.requests()).extracting(RecordedCall::status).containsExactly(401, 200);
    assertThat(shop.api.requests())
        .extracting(seen -> seen.headers().get("Authorization"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DPB-05: the second refusal of a token is the answer")
  void a_token_refused_for_good_is_renewed_no_second_time(Way way) throws Exception {
    shop.api.always().challenge("DPoP error=\"invalid_token\"");

    assertThat(call(way, shop.order("/orders")).statusCode()).isEqualTo(401);

    assertThat(shop.refreshes()).isEqualTo(1);
    assertThat(shop.api.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void an_api_that_refuses_every_token_costs_one_token_in_thirty_seconds(Way way) throws Exception {
    shop.api.always().challenge("DPoP error=\"invalid_token\"");

    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = call(way, shop.order("/orders"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
    assertThat(shop.refreshes()).isEqualTo(1);

    shop.time.advance(TokenRefresher.NEW);
    call(way, shop.order("/orders"));
    assertThat(shop.refreshes()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void both_second_chances_together_make_three_requests(Way way) throws Exception {
    shop.api.nonces(NonceMode.ENDLESS_DEMAND);
    shop.api.refuseNextToken();

    assertThat(call(way, shop.order("/orders")).statusCode()).isEqualTo(401);

    assertThat(shop.api.requests()).hasSize(3);
    assertThat(shop.refreshes()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_call_whose_token_cannot_be_renewed_fails_with_the_reason(Way way) {
    shop.api.refuseNextToken();
    shop.provider.endLogins();

    assertThatThrownBy(() -> call(way, shop.order("/orders")))
        .isInstanceOfSatisfying(
            UserTokenException.class,
            why -> {
              assertThat(why.isLoginRequired()).isTrue();
              assertThat(why.code()).isEqualTo(ErrorCode.GRANT_REFUSED);
            });
    assertThat(shop.api.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DPoP algs=\"ES256\"",
        "DPoP error=\"invalid_dpop_proof\"",
        "DPoP error=\"insufficient_scope\"",
        "DPoP error=\"use_dpop_nonce\"",
        "Bearer error=\"invalid_token\"",
        "Bearer realm=\"orders\""
      })
  @DisplayName(
      "DPB-02, DPB-06, DPN-04: other challenges are the answer, and nothing goes as Bearer")
  void a_challenge_that_no_repetition_meets_is_the_answer(String challenge) throws Exception {
    shop.api.always().challenge(challenge);

    for (Way way : Way.values()) {
      HttpResponse<String> answer = call(way, shop.order("/orders"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue(challenge);
    }

    assertThat(shop.api.requests()).hasSize(Way.values().length);
    assertThat(shop.lastCall().headers().get("Authorization"))
        .singleElement()
        .asString()
        .startsWith("DPoP ");
    assertThat(shop.refreshes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_without_challenge_is_the_answer(Way way) throws Exception {
    shop.api.next().status(401);

    assertThat(call(way, shop.order("/orders")).statusCode()).isEqualTo(401);

    assertThat(shop.api.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("DPN-08: a body that cannot be sent twice is sent once")
  void a_body_that_may_be_used_up_is_sent_once(Way way) throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    ByteArrayInputStream body = new ByteArrayInputStream(new byte[] {1, 2, 3, 4});

    HttpResponse<String> refused =
        call(way, shop.order("/orders").POST(BodyPublishers.ofInputStream(() -> body)));
    HttpResponse<String> again =
        call(way, shop.order("/orders").POST(BodyPublishers.ofInputStream(() -> body)));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).isEqualTo("{}");
    assertThat(again.statusCode()).isEqualTo(200); // its nonce was learned from the refusal
    assertThat(shop.api.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void a_file_is_sent_again(Way way, @TempDir Path folder) throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    Path file = Files.writeString(folder.resolve("order.txt"), "eight888");

    HttpResponse<String> answer = call(way, shop.order("/x").PUT(BodyPublishers.ofFile(file)));

    assertThat(answer.body()).contains("\"bodyLength\":8");
    assertThat(shop.api.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void the_callers_handler_never_sees_a_refusal_that_is_repeated(Way way) throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    HttpResponse.BodyHandler<String> handler =
        head -> {
          seen.add(head.statusCode());
          return BodyHandlers.ofString().apply(head);
        };

    if (way == Way.SEND) {
      shop.client().send(shop.order("/orders").build(), handler);
    } else {
      shop.client().sendAsync(shop.order("/orders").build(), handler, null).get();
    }

    assertThat(seen).containsExactly(200);
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_whose_body_has_no_end_is_cut_off(Way way) throws Exception {
    shop.api.nonces(NonceMode.ROTATING);
    shop.api.next().dripBody();

    assertThat(call(way, shop.order("/orders")).statusCode()).isEqualTo(200);

    assertThat(shop.api.requests()).hasSize(2);
  }
}
