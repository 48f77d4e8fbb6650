package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Several providers, each of which knows the application by a key of its own (CA-06). */
class ProvidersKeysTest {
  private final FakeProvider staff = FakeProvider.start().user("alice");
  private final FakeProvider guests = FakeProvider.start().user("bob");
  private final Container container = Container.open();
  private final URI home = Shop.home(container);

  @AfterEach
  void close() {
    container.close();
    staff.close();
    guests.close();
  }

  private static String key(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> settings(String staffKey, String guestsKey) {
    Map<String, String> settings = new HashMap<>();
    settings.put("providers", "staff guests");
    client(settings, "staff", staff.issuer(), staffKey);
    client(settings, "guests", guests.issuer(), guestsKey);
    settings.put("allow-http-loopback", "true");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", "memory");
    return settings;
  }

  private void client(Map<String, String> settings, String name, String issuer, String key) {
    String prefix = "provider." + name + ".";
    settings.put(prefix + "issuer", issuer);
    settings.put(prefix + "client-id", "keyed");
    settings.put(prefix + "client-key", key);
    settings.put(prefix + "redirect-uri", home.resolve("/auth/callback/" + name).toString());
  }

  private static List<String> problems(Map<String, String> settings) {
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> new EntrancesReader(Settings.of(settings)).read().close());
    return thrown == null ? List.of() : thrown.problems();
  }

  private static List<JWK> published(Browser browser, String path) throws ParseException {
    return JWKSet.parse(browser.get(path).body()).getKeys();
  }

  @Test
  @DisplayName("CA-06: each provider fetches another key, and sees nothing signed by the other")
  void each_provider_knows_a_key_of_its_own() throws ParseException {
    staff.client(FakeClient.withKeysAt("keyed", home.resolve("/auth/jwks/staff")));
    guests.client(FakeClient.withKeysAt("keyed", home.resolve("/auth/jwks/guests")));
    container.start("/", new OidcFilter(), settings(key("s1"), key("g1")), new ProvidersServlet());
    Browser browser = Browser.at(home);
    assertThat(browser.open("/auth/login/staff?return_to=/orders").body()).startsWith("alice,");
    assertThat(browser.open("/auth/login/guests?return_to=/orders").status()).isEqualTo(200);
    List<JWK> ofStaff = published(browser, "/auth/jwks/staff");
    List<JWK> ofGuests = published(browser, "/auth/jwks/guests");
    assertThat(ofStaff).extracting(JWK::getKeyID).containsExactly("s1");
    assertThat(ofGuests).extracting(JWK::getKeyID).containsExactly("g1");
    assertThat(ofStaff.get(0).toECKey().getX()).isNotEqualTo(ofGuests.get(0).toECKey().getX());
    assertThat(signers(staff)).containsOnly("s1");
    assertThat(signers(guests)).containsOnly("g1");
  }

  private static List<String> signers(FakeProvider provider) {
    return provider.requests(Endpoint.TOKEN).stream()
        .map(call -> call.form().get("client_assertion"))
        .map(ProvidersKeysTest::signer)
        .toList();
  }

  private static String signer(String assertion) {
    try {
      return SignedJWT.parse(assertion).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new AssertionError("no assertion", e);
    }
  }

  @Test
  @DisplayName("CA-06: one key for two issuers stops the start, under whatever name")
  void a_key_that_two_issuers_would_know_is_refused() {
    String key = key("k1");
    String problem = "client-key is known to another provider too; give each one its own";
    assertThat(problems(settings(key, key))).containsExactly("provider.guests." + problem);
    assertThat(problems(settings(key, key.replace("\"k1\"", "\"k2\""))))
        .containsExactly("provider.guests." + problem);
    Map<String, String> named = settings(key, key("g1"));
    named.put("provider.guests.clients", "jobs");
    named.put("provider.guests.client.jobs.client-id", "jobs");
    named.put("provider.guests.client.jobs.client-key", key);
    assertThat(problems(named)).containsExactly("provider.guests.client.jobs." + problem);
  }

  @Test
  void a_key_that_is_to_sign_next_counts_too() {
    String key = key("k1");
    assertThat(problems(settings(key, "[" + key("g1") + "," + key + "]"))).hasSize(1);
  }

  @Test
  void two_clients_of_one_issuer_may_have_one_key() {
    String key = key("k1");
    Map<String, String> settings = settings(key, key);
    settings.put("provider.guests.issuer", staff.issuer());
    assertThat(problems(settings)).isEmpty();
  }
}
