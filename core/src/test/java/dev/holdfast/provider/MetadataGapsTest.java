package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What metadata leave out: what nobody can do without is refused, the rest is told. */
@DisplayName("DISC-12")
class MetadataGapsTest {
  private static final String ISS = "authorization_response_iss_parameter_supported";
  private static final String PUSHING = "pushed_authorization_request_endpoint";

  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  private Node node(OidcConfig config) {
    return Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time);
  }

  private OidcConfigBuilder fapi() throws JOSEException {
    JWK key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    provider.client(FakeClient.withKey("shop", key));
    return Node.config(provider)
        .profile(Profile.FAPI2)
        .authenticateWith(
            new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key.toJSONString())));
  }

  private void without(String... members) {
    for (String member : members) {
      provider.always().onDiscovery(document -> document.without(member));
    }
  }

  private void assertUnsuitable(OidcConfig config, String complaint) {
    try (Node node = node(config);
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isEqualTo(new LoginStart.NotNow(ErrorCode.PROVIDER_UNSUITABLE, Optional.empty()));
      assertThat(log.read()).anyMatch(line -> line.contains("(metadata: " + complaint + ")"));
      assertThat(provider.requests(Endpoint.PAR)).isEmpty();
    }
  }

  @Test
  void fapi_needs_a_provider_that_promises_to_name_itself() throws Exception {
    OidcConfig config = fapi().build();
    provider.always().onDiscovery(document -> document.with(ISS, false));
    assertUnsuitable(
        config, ISS + " is not true, but profile=fapi2 believes no unsigned answer without iss");
  }

  @Test
  void fapi_with_signed_answers_does_without_that_promise() throws Exception {
    without(ISS);
    OidcConfig config = fapi().logins(logins -> logins.responseMode(ResponseMode.JWT)).build();
    try (Node node = node(config)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  void who_takes_pushed_requests_alone_has_to_say_where() {
    without(PUSHING);
    provider
        .always()
        .onDiscovery(document -> document.with("require_pushed_authorization_requests", true));
    assertUnsuitable(
        Node.config(provider).build(),
        PUSHING + " is missing, but require_pushed_authorization_requests is true");
  }

  @Test
  void what_a_login_can_do_without_is_told_once() {
    without(
        "end_session_endpoint",
        PUSHING,
        ISS,
        "code_challenge_methods_supported",
        "dpop_signing_alg_values_supported",
        "token_endpoint_auth_methods_supported");
    try (Node node = node(Node.config(provider).build());
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      assertThat(told(log))
          .containsExactly(
              "INFO metadata of "
                  + provider.issuer()
                  + " lack code_challenge_methods_supported, pushed_authorization_request_endpoint,"
                  + " dpop_signing_alg_values_supported,"
                  + " authorization_response_iss_parameter_supported, end_session_endpoint");
    }
  }

  @Test
  void a_provider_that_says_everything_gives_no_cause() {
    try (Node node = node(Node.config(provider).build());
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      assertThat(told(log)).isEmpty();
    }
  }

  private static List<String> told(LogLines log) {
    return log.read().stream().filter(line -> line.contains(" lack ")).toList();
  }
}
