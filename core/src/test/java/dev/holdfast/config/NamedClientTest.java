package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients for the application itself, by settings and in code. */
class NamedClientTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Map<String, String> with(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("issuer", "https://id.example");
    values.putIfAbsent("client-id", "shop");
    values.putIfAbsent("client-secret", "very secret");
    values.put("redirect-uri", "https://shop.example/auth/callback");
    values.put("allowed-origins", "https://api.example");
    values.put("seal-keys", "k1:" + KEY);
    values.put("index-key", KEY);
    return values;
  }

  private static List<NamedClient> read(Map<String, String> more) {
    Settings settings = Settings.of(with(more));
    OidcConfig config = OidcConfig.read(settings).orElseThrow();
    settings.finish();
    return config.clients();
  }

  private static List<String> problems(Map<String, String> more) {
    Settings settings = Settings.of(with(more));
    try {
      OidcConfig.read(settings);
      settings.finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  private static OidcConfigBuilder inCode() {
    return OidcConfig.builder()
        .issuer(URI.create("https://id.example"))
        .clientId("shop")
        .authenticateWith(new ClientAuthentication.SecretBasic(SecretText.of("very secret")))
        .redirectUri(URI.create("https://shop.example/auth/callback"))
        .apiOrigins(Set.of(URI.create("https://api.example")))
        .sealKeys(KeyRing.parse("k1:" + KEY))
        .indexKey(IndexKey.parse(KEY));
  }

  private static List<String> problems(UnaryOperator<OidcConfigBuilder> more) {
    try {
      more.apply(inCode()).build();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }

  @Test
  @DisplayName("FAPI 2.0 §5.4.1: of no client's key, whether it has a dpop of its own or not")
  void a_fapi_profile_refuses_other_algorithms_for_every_clients_key() {
    String refused =
        "client.billing.dpop-key is of another algorithm than PS256, ES256 or EdDSA; the profile"
            + " does not allow that";
    for (String algorithm : List.of("RS256", "ES384")) {
      assertThat(fapi(Map.of("client.billing.dpop-key", "per-token:" + algorithm)))
          .containsExactly(refused);
      assertThat(
              fapi(
                  Map.of(
                      "client.billing.dpop",
                      "required",
                      "client.billing.dpop-key",
                      "per-token:" + algorithm)))
          .containsExactly(refused);
    }
    assertThat(fapi(Map.of("client.billing.dpop-key", "per-token:PS256"))).isEmpty();
    assertThat(fapi(Map.of())).isEmpty();
  }

  private static List<String> fapi(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("profile", "fapi2");
    values.put("clients", "billing");
    values.put("client-secret", "");
    values.put("client-key", signingKey());
    return problems(values);
  }

  private static String signingKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("c1").generate().toJSONString();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void nothing_but_a_name_means_the_same_as_for_the_login() {
    NamedClient expected =
        new NamedClient(
            "reports",
            "shop",
            new ClientAuthentication.SecretBasic(SecretText.of("very secret")),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            DpopPolicy.PREFERRED,
            new DpopKeyChoice.PerToken(DpopAlgorithm.ES256),
            Set.of(URI.create("https://api.example")));
    assertThat(read(Map.of("clients", "reports", "dpop", "preferred"))).containsExactly(expected);
    assertThat(inCode().dpop(DpopPolicy.PREFERRED).client("reports").build().clients())
        .containsExactly(expected);
  }

  @Test
  void everything_may_be_its_own() {
    NamedClient expected =
        new NamedClient(
            "billing",
            "billing-service",
            new ClientAuthentication.SecretPost(SecretText.of("another secret")),
            Optional.of(URI.create("urn:bills")),
            Optional.of("bills"),
            Set.of("read", "write"),
            DpopPolicy.OFF,
            new DpopKeyChoice.PerToken(DpopAlgorithm.EDDSA),
            Set.of(URI.create("https://bills.example"), URI.create("https://more.example")));
    Map<String, String> settings = new HashMap<>();
    settings.put("clients", "billing");
    settings.put("client.billing.client-id", "billing-service");
    settings.put("client.billing.client-secret", "another secret");
    settings.put("client.billing.client-authentication", "client_secret_post");
    settings.put("client.billing.resource", "urn:bills");
    settings.put("client.billing.audience", "bills");
    settings.put("client.billing.scope", "read write");
    settings.put("client.billing.dpop", "off");
    settings.put("client.billing.dpop-key", "per-token:EdDSA");
    settings.put("client.billing.allowed-origins", "https://bills.example https://more.example");
    assertThat(read(settings)).containsExactly(expected);
    OidcConfig built =
        inCode()
            .client(
                "billing",
                own ->
                    own.clientId("billing-service")
                        .authenticateWith(expected.clientAuthentication())
                        .resource(URI.create("urn:bills"))
                        .audience("bills")
                        .scopes(Set.of("read", "write"))
                        .dpop(DpopPolicy.OFF)
                        .dpopKey(expected.dpopKey())
                        .apiOrigins(expected.apiOrigins()))
            .build();
    assertThat(built.clients()).containsExactly(expected);
  }

  @Test
  void all_problems_of_all_clients_are_named_at_once_and_no_secret_is_repeated() {
    Map<String, String> settings = new HashMap<>();
    settings.put("clients", "billing reports Odd_Name open");
    settings.put("client.billing.client-id", "billing-service");
    settings.put("client.billing.resource", "/bills");
    settings.put("client.billing.audience", "two words");
    settings.put("client.billing.scope", "r\"ead");
    settings.put("client.billing.dpop", "maybe");
    settings.put("client.billing.dpop-key", "per-session:ES256");
    settings.put("client.billing.allowed-origins", "http://bills.example");
    settings.put("client.reports.client-secret", "secret one");
    settings.put("client.reports.client-key", "{\"secret\":\"two\"}");
    settings.put("client.reports.resource", "https://reports.example/#part");
    settings.put("client.open.client-authentication", "none");
    settings.put("client.open.scop", "read");
    List<String> problems = problems(settings);
    assertThat(problems)
        .extracting(problem -> problem.split(" ", 2)[0])
        .containsExactlyInAnyOrder(
            "client.billing.client-authentication",
            "client.billing.resource",
            "client.billing.audience",
            "client.billing.scope",
            "client.billing.dpop",
            "client.billing.dpop-key",
            "client.billing.allowed-origins",
            "client.reports.client-key",
            "client.reports.resource",
            "clients",
            "client.open.client-authentication",
            "client.open.scop");
    assertThat(problems)
        .contains("client.open.scop is unknown; did you mean client.open.scope?")
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(
                        "client.billing.client-authentication is missing; another client-id"));
    assertThat(String.join("\n", problems)).doesNotContain("secret one", "two\"");
  }

  @Test
  void a_client_that_is_not_listed_is_told_so() {
    assertThat(problems(Map.of("client.billing.scope", "read", "clients", "reports")))
        .containsExactly(
            "client.billing.scope is of a client that clients does not list; add its name there");
  }

  @Test
  void a_login_without_authentication_gives_no_client_one() {
    Map<String, String> settings = new HashMap<>();
    settings.put("clients", "reports");
    settings.put("client-secret", "");
    settings.put("client-authentication", "none");
    assertThat(problems(settings))
        .singleElement()
        .asString()
        .startsWith("client.reports.client-authentication is none");
  }

  @Test
  void a_secret_is_not_shown_under_another_name() {
    assertThat(problems(builder -> builder.client("a", own -> own.clientId("shop")))).isEmpty();
    assertThat(problems(builder -> builder.client("a", own -> own.clientId("another"))))
        .singleElement()
        .asString()
        .startsWith("client.a.client-authentication is missing");
  }

  @Test
  void names_are_plain_and_differ() {
    for (String name : List.of("", "A", "a_b", "-a", "a.b", "a".repeat(33))) {
      assertThat(problems(builder -> builder.client(name)))
          .singleElement()
          .asString()
          .startsWith("clients has a name");
    }
    assertThat(problems(builder -> builder.client("a").client("a")))
        .containsExactly("clients names a twice");
  }

  @Test
  void keys_that_fit_the_other_kind_are_refused() {
    DpopKeyChoice perSession = new DpopKeyChoice.PerSession(DpopAlgorithm.ES256);
    DpopKeyChoice perToken = new DpopKeyChoice.PerToken(DpopAlgorithm.ES256);
    assertThat(problems(builder -> builder.dpopKey(perToken)))
        .singleElement()
        .asString()
        .startsWith("dpop-key is per token");
    assertThat(problems(builder -> builder.client("a", own -> own.dpopKey(perSession))))
        .singleElement()
        .asString()
        .startsWith("client.a.dpop-key is per session");
  }

  @Test
  void a_client_does_not_print_its_secret() {
    NamedClient client = inCode().client("reports").build().clients().get(0);
    assertThat(client.toString()).contains("reports").doesNotContain("very secret");
    assertThatThrownBy(() -> client.scopes().add("more"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
