package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.JcaProviderName;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dpop-jca-provider}, from the front door: a login, and calls of an API as its user. */
class NativeSignerTest {
  private static final String CORRETTO = "AmazonCorrettoCryptoProvider";

  private final LogLines log = LogLines.of("dev.holdfast.dpop");
  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();
  private final FakeApi api = FakeApi.start(provider);

  @AfterEach
  void stop() {
    api.close();
    provider.close();
    log.close();
  }

  private Node node(OidcConfig config) {
    return Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time);
  }

  private void loginAndCall(Node node) throws Exception {
    HeldSession session = new HeldSession(node.login());
    HttpClient client = node.oidc().httpClient(node.oidc().tokens(session));
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(api.uri("/orders")).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    String thumbprint =
        session.current().orElseThrow().session().key().orElseThrow().thumbprint().value();
    assertThat(api.requests())
        .hasSize(3)
        .allMatch(call -> call.proof().orElseThrow().jkt().equals(thumbprint));
    assertThat(provider.requests(Endpoint.TOKEN))
        .allMatch(call -> call.proof().orElseThrow().jkt().equals(thumbprint));
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "PS256", "EDDSA"})
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void a_native_signer_serves_a_session_from_login_to_api(DpopAlgorithm algorithm)
      throws Exception {
    OidcConfig config =
        Node.config(provider)
            .apiOrigins(Set.of(api.origin()))
            .dpopKey(new DpopKeyChoice.PerSession(algorithm))
            .dpopJcaProvider(new JcaProviderName(CORRETTO))
            .build();
    try (Node node = node(config)) {
      loginAndCall(node);
    }
    assertThat(log.read()).containsExactly("INFO DPoP proofs are signed by " + CORRETTO);
  }

  @Test
  void jdk_leaves_native_signers_alone() throws Exception {
    OidcConfig config =
        Node.config(provider)
            .apiOrigins(Set.of(api.origin()))
            .dpopJcaProvider(JcaProviderName.JDK)
            .build();
    try (Node node = node(config)) {
      loginAndCall(node);
    }
    assertThat(log.read()).containsExactly("INFO DPoP proofs are signed by the JDK");
  }

  @Test
  void a_signer_that_is_not_there_stops_the_start_with_every_other_problem() {
    OidcConfig config = Node.config(provider).dpopJcaProvider(new JcaProviderName("Luna")).build();
    OidcBuilder builder = Oidc.builder(config);

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anyMatch(problem -> problem.startsWith("session-store is missing"))
                    .anyMatch(problem -> problem.startsWith("dpop-jca-provider names Luna, ")));
    assertThat(log.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://id.example", "nonsense"})
  void settings_that_demand_one_say_so_among_their_problems(String issuer) {
    Settings settings =
        Settings.of(
            Map.of(
                "issuer", issuer,
                "client-id", "shop",
                "client-secret", "not-a-secret",
                "redirect-uri", "https://shop.example/auth/callback",
                "seal-keys", Node.SEAL_KEY,
                "index-key", Node.SEAL_KEY.substring(3),
                "dpop-jca-provider", "Luna"));

    assertThat(Oidc.read(settings)).isEmpty();
    assertThatThrownBy(settings::finish)
        .hasMessageContaining("session-store is missing")
        .hasMessageContaining("dpop-jca-provider names Luna, ");
  }

  @Test
  void a_signer_must_be_able_to_sign_by_the_configured_algorithm() {
    OidcConfig config =
        Node.config(provider)
            .dpopKey(new DpopKeyChoice.PerSession(DpopAlgorithm.RS256))
            .dpopJcaProvider(new JcaProviderName("SunEC"))
            .build();
    assertThatThrownBy(() -> node(config))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SunEC cannot sign RS256");
  }

  @Test
  void an_applications_own_keys_may_be_of_any_algorithm() throws Exception {
    OidcConfig config =
        Node.config(provider)
            .apiOrigins(Set.of(api.origin()))
            .dpopJcaProvider(new JcaProviderName("SunEC"))
            .build();
    DpopKey own = DpopKey.generate(DpopAlgorithm.PS256);
    try (Node node =
        Node.over(
            config,
            new MapSessionStore(time),
            new MapCoordinationStore(time),
            parts -> parts.keySource(DpopKeySource.configured(own)))) {
      loginAndCall(node);
    }
    assertThat(log.read())
        .singleElement()
        .asString()
        .contains("signed by SunEC; SunEC cannot sign RS256", "SunEC cannot sign PS256");
  }

  @Test
  void nobody_is_looked_for_where_nothing_is_signed() {
    OidcConfig config =
        Node.config(provider)
            .dpop(DpopPolicy.OFF)
            .dpopJcaProvider(new JcaProviderName("Luna"))
            .build();
    try (Node node = node(config)) {
      assertThat(node.oidc().config()).isEqualTo(config);
    }
    assertThat(log.read()).isEmpty();
  }
}
