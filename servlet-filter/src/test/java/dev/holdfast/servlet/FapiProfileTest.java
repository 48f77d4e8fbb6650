package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.Profile;
import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code profile=fapi2}: what the FAPI 2.0 Security Profile asks of a client (§5.3.3, §5.4.1). */
class FapiProfileTest {
  private static final ECKey KEY = key();

  private final Shop shop =
      Shop.open(
          Shop.Kind.MEMORY,
          client ->
              client
                  .profile(Profile.FAPI2)
                  .authenticateWith(
                      new ClientAuthentication.PrivateKeyJwt(
                          PrivateJwk.parse(KEY.toJSONString()))));

  FapiProfileTest() {
    shop.provider.client(FakeClient.withKey("shop", KEY));
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  @DisplayName("CB-04: an answer without iss is refused")
  void an_answer_without_its_issuer_is_refused() {
    shop.provider.next().onAuthorize(answer -> answer.remove("iss"));
    Page page = shop.browser().open("/whoami");
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("issuer_mismatch");
    assertThat(shop.provider.requests(Endpoint.TOKEN)).isEmpty();
  }

  @Test
  @DisplayName("AREQ-05: a provider that takes no pushed requests will not do")
  void a_provider_without_pushed_requests_is_refused() {
    shop.provider
        .always()
        .onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    Page page = shop.browser().open("/whoami");
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.body()).contains("provider_unsuitable");
  }

  @Test
  @DisplayName("DISC-12: who will not say iss is found out before anybody has to sign in")
  void a_provider_that_does_not_promise_its_issuer_is_refused() {
    shop.provider
        .always()
        .onDiscovery(reply -> reply.without("authorization_response_iss_parameter_supported"));
    Page page = shop.browser().open("/whoami");
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.body()).contains("provider_unsuitable");
    assertThat(shop.provider.requests(Endpoint.AUTHORIZE)).isEmpty();
  }

  @Test
  @DisplayName("IDT-02: RS256 is not among the accepted algorithms")
  void an_id_token_signed_in_the_old_way_is_refused() {
    shop.provider.idTokenAlgorithm("RS256");
    Page page = shop.browser().open("/whoami");
    assertThat(page.body()).contains("id_token_invalid");
  }

  @ParameterizedTest
  @CsvSource({"/whoami?id=1, /auth/login?return_to=%2Fwhoami%3Fid%3D1", "/auth/login, /auth/login"})
  @DisplayName("TXN-03: a link on another site leads to a question, and its answer to a login")
  void another_sites_link_starts_no_login_by_itself(String path, String goesOn) {
    Browser browser = shop.browser();
    Page page =
        browser.send(
            HttpRequest.newBuilder(URI.create(shop.home() + path))
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .header("Accept", "text/html"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("href=\"" + shop.home() + goesOn + "\">Sign in</a>");
    assertThat(page.setCookies()).isEmpty();
    assertThat(shop.provider.requests(Endpoint.PAR)).isEmpty();
    assertThat(browser.navigate(goesOn).location().orElseThrow().toString())
        .startsWith(shop.provider.issuer());
  }

  @Test
  @DisplayName("AREQ-13, AREQ-14, CB-12: with message signing, requests and answers are signed")
  void message_signing_signs_both_ways() throws Exception {
    try (Shop signing =
        Shop.open(
            Shop.Kind.MEMORY,
            client ->
                client
                    .profile(Profile.FAPI2_MESSAGE_SIGNING)
                    .authenticateWith(
                        new ClientAuthentication.PrivateKeyJwt(
                            PrivateJwk.parse(KEY.toJSONString()))))) {
      signing.provider.client(FakeClient.withKey("shop", KEY));
      assertThat(signing.loggedIn().get("/token").status()).isEqualTo(200);
      Map<String, String> pushed = signing.provider.requests(Endpoint.PAR).get(0).form();
      assertThat(pushed.keySet())
          .containsExactlyInAnyOrder(
              "request", "client_id", "client_assertion", "client_assertion_type");
      assertThat(SignedJWT.parse(pushed.get("request")).getPayload().toJSONObject())
          .containsEntry("response_mode", "jwt")
          .containsEntry("aud", signing.provider.issuer());
      Page plain = signing.browser().navigate("/auth/callback?code=a&state=b&iss=c");
      assertThat(plain.status()).isEqualTo(400);
    }
  }

  private static Map<String, String> good() {
    Map<String, String> settings = new HashMap<>();
    settings.put("profile", "fapi2");
    settings.put("issuer", "https://id.example");
    settings.put("client-id", "shop");
    settings.put("client-key", KEY.toJSONString());
    settings.put("redirect-uri", "https://shop.example/auth/callback");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    return settings;
  }

  private static List<String> problems(Map<String, String> values) {
    Settings settings = Settings.of(values);
    OidcConfig.read(settings);
    ConfigurationException thrown =
        catchThrowableOfType(ConfigurationException.class, settings::finish);
    return thrown == null ? List.of() : thrown.problems();
  }

  @Test
  void settings_that_agree_with_the_profile_are_fine_and_narrow_the_algorithms() {
    assertThat(problems(good())).isEmpty();
    OidcConfig config = OidcConfig.read(Settings.of(good())).orElseThrow();
    assertThat(config.idTokenAlgorithms())
        .containsExactlyInAnyOrder("PS256", "ES256", "EdDSA", "Ed25519");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dpop | preferred | dpop is not required",
        "dpop | off | dpop is not required",
        "dpop-key | per-session:RS256 | dpop-key is of another algorithm",
        "dpop-key | per-session:ES384 | dpop-key is of another algorithm",
        "id-token-algorithms | RS256 ES256 | id-token-algorithms names another",
        "profile | fapi1 | profile is none of",
        "request-object | none | ok",
        "response-mode | query | ok",
      })
  void settings_that_contradict_the_profile_are_refused(
      String name, String value, String complaint) {
    Map<String, String> settings = good();
    settings.put(name, value);
    assertThat(problems(settings))
        .satisfies(
            found -> assertThat(found.isEmpty() ? "ok" : found.get(0)).startsWith(complaint));
  }

  @ParameterizedTest
  @CsvSource({
    "request-object, none, request-object is none",
    "response-mode, form_post, response-mode is of an answer"
  })
  void message_signing_has_its_own_contradictions(String name, String value, String complaint) {
    Map<String, String> settings = good();
    settings.put("profile", "fapi2-message-signing");
    assertThat(problems(settings)).isEmpty();
    settings.put(name, value);
    assertThat(problems(settings))
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith(complaint));
  }

  @Test
  void secrets_and_other_keys_do_not_authenticate_a_client() throws Exception {
    Map<String, String> settings = good();
    settings.remove("client-key");
    settings.put("client-secret", "not-a-secret");
    assertThat(problems(settings))
        .anyMatch(
            problem -> problem.startsWith("client-authentication is neither private_key_jwt"));
    settings = good();
    settings.put("client-key", new ECKeyGenerator(Curve.P_384).generate().toJSONString());
    assertThat(problems(settings)).anyMatch(problem -> problem.startsWith("client-key signs by"));
    settings = good();
    settings.put("clients", "jobs");
    settings.put("client.jobs.client-id", "jobs");
    settings.put("client.jobs.client-secret", "not-a-secret");
    settings.put("client.jobs.dpop", "off");
    assertThat(problems(settings))
        .anyMatch(problem -> problem.startsWith("client.jobs.client-authentication is neither"))
        .anyMatch(problem -> problem.startsWith("client.jobs.dpop is not required"));
  }
}
