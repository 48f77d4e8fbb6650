package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would be costly to check is not checked. */
class OversizeTest {
  private final FakeProvider provider = FakeProvider.start();
  private final MapSessionStore sessions = new MapSessionStore(InstantSource.system());
  private final Node node =
      Node.over(
          Node.config(provider).build(),
          sessions,
          new MapCoordinationStore(InstantSource.system()),
          InstantSource.system());

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  @Test
  @DisplayName("IDT-14: an ID token over 16 KiB is refused before anything in it is looked at")
  void a_token_that_is_too_long_is_not_taken_apart() {
    provider.idTokenBytes(17 * 1024);
    assertThat(node.outcome())
        .isEqualTo(new LoginOutcome.Refused(ErrorCode.PROVIDER_ANSWER_INVALID));
    assertThat(provider.requests(Endpoint.JWKS)).as("a key was needed").isEmpty();
    provider.idTokenBytes(15 * 1024);
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("IDT-14: one of 1 MiB is not even read to its end")
  void a_token_without_measure_is_given_up_on_the_way() {
    provider.idTokenBytes(1024 * 1024);
    assertThat(node.outcome())
        .isInstanceOfSatisfying(
            LoginOutcome.NotNow.class,
            later -> assertThat(later.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE));
    assertThat(provider.requests(Endpoint.JWKS)).as("a key was needed").isEmpty();
    assertThat(sessions.size()).isZero();
  }

  @ParameterizedTest(name = "{0} bits: {1}")
  @CsvSource({"8192, true", "8704, false"})
  @DisplayName("IDT-14: no signature is checked with an RSA key over 8192 bits")
  void a_key_that_is_too_long_is_no_key(int bits, boolean good) {
    ManyPrimes key = ManyPrimes.of(bits);
    provider
        .always()
        .at(Endpoint.JWKS)
        .change(reply -> reply.with("keys", List.of(key.published("k").toJSONObject())));
    provider.always().onToken(reply -> signed(reply, key));
    assertThat(node.outcome() instanceof LoginOutcome.LoggedIn).isEqualTo(good);
  }

  private static Reply signed(Reply answer, ManyPrimes key) {
    String given = (String) answer.member("id_token").orElseThrow();
    String claims = given.substring(given.indexOf('.'), given.lastIndexOf('.'));
    String text = Base64URL.encode("{\"alg\":\"RS256\",\"kid\":\"k\"}") + claims;
    return answer.with("id_token", text + "." + key.sign(text));
  }
}
