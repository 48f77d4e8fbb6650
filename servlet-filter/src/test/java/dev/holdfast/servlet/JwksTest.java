package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider finds the client's public keys at the application (CA-07, RFC 7517 §5). */
class JwksTest {
  private final ECKey first = key("k1");
  private final ECKey second = key("k2");
  private final ECKey billing = key("b1");

  private static ECKey key(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClientAuthentication signing(ECKey key, ECKey... others) {
    return new ClientAuthentication.PrivateKeyJwt(
        PrivateJwk.parse(key.toJSONString()),
        Stream.of(others).map(other -> PrivateJwk.parse(other.toJSONString())).toList());
  }

  /** Whose provider was told an address in place of keys. */
  private static Shop shop(ClientAuthentication proof) {
    Shop shop =
        Shop.open(Shop.Kind.MEMORY, client -> client.clientId("keyed").authenticateWith(proof));
    shop.provider.client(FakeClient.withKeysAt("keyed", shop.home().resolve("/auth/jwks")));
    return shop;
  }

  private static List<JWK> published(Shop shop) throws ParseException {
    return JWKSet.parse(shop.browser().get("/auth/jwks").body()).getKeys();
  }

  @Test
  void a_provider_that_was_told_the_address_knows_the_key_that_signs() throws ParseException {
    try (Shop shop = shop(signing(first))) {
      shop.loggedIn();
      RecordedCall call = shop.provider.requests(Endpoint.TOKEN).get(0);
      SignedJWT assertion = SignedJWT.parse(call.form().get("client_assertion"));
      assertThat(assertion.getHeader().getKeyID()).isEqualTo("k1");
    }
  }

  @Test
  @DisplayName("CA-07: the first key signs; what the others have signed can still be verified")
  void a_rollover_interrupts_nobody() throws ParseException {
    for (List<ECKey> order : List.of(List.of(first, second), List.of(second, first))) {
      try (Shop shop = shop(signing(order.get(0), order.get(1)))) {
        shop.loggedIn();
        RecordedCall call = shop.provider.requests(Endpoint.TOKEN).get(0);
        SignedJWT assertion = SignedJWT.parse(call.form().get("client_assertion"));
        assertThat(assertion.getHeader().getKeyID()).isEqualTo(order.get(0).getKeyID());
        assertThat(published(shop)).extracting(JWK::getKeyID).containsExactlyInAnyOrder("k1", "k2");
      }
    }
  }

  @Test
  void the_keys_of_named_clients_are_there_too_and_each_once() throws ParseException {
    try (Shop shop =
        Shop.open(
            Shop.Kind.MEMORY,
            client ->
                client
                    .clientId("keyed")
                    .authenticateWith(signing(first))
                    .client("same")
                    .client(
                        "billing", own -> own.clientId("b").authenticateWith(signing(billing))))) {
      assertThat(published(shop)).extracting(JWK::getKeyID).containsExactly("k1", "b1");
    }
  }

  @Test
  void only_the_public_half_is_shown_and_what_it_is_for() throws ParseException {
    ECKey told =
        new ECKey.Builder(first)
            .keyOperations(Set.of(com.nimbusds.jose.jwk.KeyOperation.SIGN))
            .build();
    try (Shop shop = shop(signing(told))) {
      Page page = shop.browser().get("/auth/jwks");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).doesNotContain("\"d\"").doesNotContain("key_ops");
      assertThat(published(shop))
          .singleElement()
          .satisfies(
              key -> {
                assertThat(key.toECKey().getX()).isEqualTo(first.getX());
                assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
              });
    }
  }

  @Test
  void caches_may_keep_it_and_no_session_is_looked_at() {
    try (Shop shop = shop(signing(first))) {
      Browser browser = shop.loggedIn();
      shop.store.breakDown();
      Page page = browser.get("/auth/jwks");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).hasValue("application/jwk-set+json");
      assertThat(page.header("Cache-Control")).hasValue("public, max-age=300");
      assertThat(page.setCookies()).isEmpty();
    }
  }

  @Test
  void a_client_without_such_a_key_has_nothing_to_show() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Page page = shop.browser().navigate("/auth/jwks");
      assertThat(page.status()).isEqualTo(404);
      assertThat(page.setCookies()).isEmpty();
      assertThat(page.header("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void it_is_there_to_be_read() {
    try (Shop shop = shop(signing(first))) {
      Page page = shop.browser().post("/auth/jwks", Map.of());
      assertThat(page.status()).isEqualTo(405);
      assertThat(page.header("Allow")).hasValue("GET, HEAD");
    }
  }

  @Test
  void it_may_be_elsewhere() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("jwks-path", "/keys"))) {
      assertThat(shop.browser().navigate("/keys").status()).isEqualTo(404);
      assertThat(shop.browser().navigate("/auth/jwks").status()).isEqualTo(303);
    }
  }
}
