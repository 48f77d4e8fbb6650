package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.LoginState;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.dpop.KeyRequest;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which key a login gets. */
class LoginKeysTest {
  private final InstantSource time = InstantSource.system();
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final MapCoordinationStore facts = new MapCoordinationStore(time);
  private FakeProvider provider;
  private Node node;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
    node = node(Node.config(provider).build());
  }

  private Node node(OidcConfig config) {
    return Node.over(config, sessions, facts, time);
  }

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  @ParameterizedTest
  @EnumSource(DpopAlgorithm.class)
  void every_algorithm_logs_in_with_either_login_state(DpopAlgorithm algorithm) {
    for (LoginState state : LoginState.values()) {
      OidcConfig config =
          Node.config(provider)
              .dpopKey(new DpopKeyChoice.PerSession(algorithm))
              .loginState(state)
              .build();
      try (Node other = node(config)) {
        OpenSession session = other.login();
        assertThat(session.session().key().orElseThrow().algorithm()).isEqualTo(algorithm);
      }
    }
  }

  @Test
  @DisplayName("an application's own keys, asked with registration, issuer and login")
  void an_application_may_bring_its_own_keys() {
    DpopKey own = DpopKey.generate(DpopAlgorithm.ES256);
    List<KeyRequest> asked = new ArrayList<>();
    DpopKeySource source =
        request -> {
          asked.add(request);
          return own;
        };
    try (Node other =
        Node.over(
            Node.config(provider).build(), sessions, facts, parts -> parts.keySource(source))) {
      assertThat(other.login().session().key().orElseThrow().thumbprint())
          .isEqualTo(own.thumbprint());
    }
    assertThat(asked).singleElement().extracting(KeyRequest::registration).isEqualTo("default");
  }

  @Test
  void one_configured_key_serves_every_session() throws Exception {
    ECKey jwk = new ECKeyGenerator(Curve.P_256).generate();
    OidcConfig config =
        Node.config(provider)
            .dpopKey(
                new DpopKeyChoice.Configured(
                    PrivateJwk.parse(jwk.toJSONString()), DpopAlgorithm.ES256))
            .build();
    try (Node other = node(config)) {
      String thumbprint = jwk.computeThumbprint().toString();
      assertThat(other.login().session().key().orElseThrow().thumbprint().value())
          .isEqualTo(thumbprint);
    }
  }

  @Test
  @DisplayName("TXN-04, AREQ-08, REF-04, DPK-01: one key per login, bound from PAR to token")
  void each_login_has_one_key_of_its_own_from_the_first_request_on() {
    String first = node.login().session().key().orElseThrow().thumbprint().value();
    assertThat(jkts()).containsOnly(first);
    provider.forgetRequests();
    String second = node.login().session().key().orElseThrow().thumbprint().value();
    assertThat(jkts()).containsOnly(second);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  @DisplayName("a burst of logins with RSA keys: who gets none in time is put off, not failed")
  void without_a_key_in_time_no_login_begins() {
    DpopKeySource slow =
        request -> {
          throw new IllegalStateException("no DPoP key was ready within PT10S");
        };
    OpenSession session = node.login();
    provider.forgetRequests();
    try (Node other =
            Node.over(
                Node.config(provider).build(), sessions, facts, parts -> parts.keySource(slow));
        LogLines log = LogLines.of("dev.holdfast.login")) {
      LoginRequest wanted = LoginRequest.to(ReturnPath.ROOT);
      LoginStart putOff = new LoginStart.NotNow(ErrorCode.KEY_UNAVAILABLE, Optional.empty());
      assertThat(other.oidc().login().start(wanted)).isEqualTo(putOff);
      assertThat(other.oidc().stepUps().start(session, wanted)).isEqualTo(putOff);
      assertThat(provider.requests(Endpoint.PAR)).isEmpty();
      assertThat(log.read())
          .hasSize(2)
          .containsOnly(
              "WARN a login did not begin, since no key was ready: no DPoP key was ready within"
                  + " PT10S");
    }
  }

  private Set<String> jkts() {
    List<RecordedCall> calls = provider.requests(Endpoint.TOKEN);
    return java.util.stream.Stream.concat(calls.stream(), provider.requests(Endpoint.PAR).stream())
        .map(call -> call.proof().orElseThrow().jkt())
        .collect(Collectors.toSet());
  }
}
