package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused pushed request is worth: a time to wait, or a line for operators. */
@DisplayName("AREQ-07")
class PushedRequestTroubleTest {
  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();
  private final Node node =
      Node.over(
          Node.config(provider).build(),
          new MapSessionStore(time),
          new MapCoordinationStore(time),
          time);

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  private LoginStart start() {
    return node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void a_provider_says_how_long_to_wait(int status) {
    provider
        .next()
        .at(Endpoint.PAR)
        .instead(reply -> reply.status(status).header("Retry-After", "7"));
    assertThat(start())
        .isEqualTo(
            new LoginStart.NotNow(
                ErrorCode.PROVIDER_UNAVAILABLE, Optional.of(Duration.ofSeconds(7))));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void a_request_that_will_never_do_is_for_operators(int status) {
    provider.next().at(Endpoint.PAR).status(status);
    assertToldAs(ErrorCode.PROVIDER_ANSWER_INVALID, "status " + status);
  }

  @Test
  void a_request_that_the_provider_names_an_error_for_is_for_operators() {
    provider.next().at(Endpoint.PAR).error(400, "invalid_redirect_uri");
    assertToldAs(ErrorCode.REQUEST_REFUSED, "status 400, error invalid_redirect_uri");
  }

  private void assertToldAs(ErrorCode code, String reason) {
    try (LogLines log = LogLines.of("dev.holdfast.provider")) {
      assertThat(start()).isEqualTo(new LoginStart.NotNow(code, Optional.empty()));
      assertThat(log.read())
          .contains(
              "WARN authorization request at %s failed: %s (%s)"
                  .formatted(provider.issuer(), code, reason));
    }
    assertThat(provider.requests(Endpoint.PAR)).hasSize(1);
  }
}
