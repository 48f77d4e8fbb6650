package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.Reply;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a client is known and answered, as init-params say it: a login each. */
class AnswerSettingsTest {
  private final DeployedShop shop = new DeployedShop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Page whoami() {
    return shop.browser().open("/whoami");
  }

  private void assertLoggedIn() {
    Page page = whoami();
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).startsWith("alice ");
  }

  @Test
  @DisplayName("IDT-07: another audience is trusted if it is named, and the token is for us")
  void an_id_token_may_be_for_trusted_others_too() {
    shop.start(Map.of("trusted-audiences", "orders-api, https://stock.example/"));
    List<String> all = List.of("orders-api", "shop", "https://stock.example/");
    shop.provider.next().onIdToken(claims -> claims.putAll(Map.of("aud", all, "azp", "shop")));
    assertLoggedIn();
    shop.provider.next().onIdToken(claims -> claims.put("aud", List.of("shop", "orders-api")));
    assertLoggedIn();
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("aud", List.of("shop", "orders-api", "evil"), "azp", "shop"),
            Map.of("aud", List.of("orders-api"), "azp", "shop"),
            Map.of("aud", all, "azp", "orders-api"))) {
      shop.provider.next().onIdToken(claims -> claims.putAll(wrong));
      assertThat(whoami().body()).as("%s", wrong).contains("id_token_invalid");
    }
  }

  @Test
  @DisplayName("IDT-07: nobody else is, unless named")
  void by_default_an_id_token_is_for_this_client_alone() {
    shop.start(Map.of());
    shop.provider
        .next()
        .onIdToken(
            claims -> claims.putAll(Map.of("aud", List.of("shop", "orders-api"), "azp", "shop")));
    assertThat(whoami().body()).contains("id_token_invalid");
  }

  @Test
  @DisplayName("IDT-04: id-token-encryption=required with a decryption-key")
  void an_encrypted_id_token_logs_in() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    shop.start(Map.of("id-token-encryption", "required", "decryption-key", key.toJSONString()));
    shop.provider
        .next()
        .onToken(
            answer ->
                answer.with("id_token", encrypted(key, answer.member("id_token").orElseThrow())));
    assertLoggedIn();
    assertThat(whoami().body()).as("in the clear").contains("id_token_invalid");
  }

  private static String encrypted(ECKey key, Object token) {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
            .keyID(key.getKeyID())
            .contentType("JWT")
            .build();
    JWEObject sealed = new JWEObject(header, new Payload(String.valueOf(token)));
    try {
      sealed.encrypt(new ECDHEncrypter(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return sealed.serialize();
  }

  @Test
  @DisplayName("UI-03: userinfo-response=signed")
  void signed_userinfo_is_what_the_session_knows() {
    shop.start(Map.of("userinfo", "true", "userinfo-response", "signed"));
    String signed =
        shop.provider.signedUserinfo(
            "shop", claims -> claims.putAll(Map.of("sub", "alice", "nickname", "al")));
    shop.provider.next().onUserinfo(any -> Reply.text(200, "application/jwt", signed));
    Browser browser = shop.browser();
    assertThat(browser.open("/claims").body()).contains("nickname");
    assertThat(shop.latest(Endpoint.USERINFO).status()).isEqualTo(200);
    assertThat(whoami().body()).as("plain JSON").contains("userinfo_invalid");
  }

  @Test
  @DisplayName("CA-01: client-authentication=client_secret_jwt: the secret signs and stays here")
  void a_client_proves_its_name_by_what_its_secret_signs() throws ParseException {
    String secret = "0123456789".repeat(7);
    shop.provider.client(FakeClient.withSecretThatSigns("shop", secret));
    shop.start(
        Map.of(
            "client-secret", secret,
            "client-authentication", "client_secret_jwt",
            "client-assertion-algorithm", "HS512"));
    assertLoggedIn();
    for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN)) {
      Map<String, String> form = shop.latest(endpoint).form();
      assertThat(form).doesNotContainKey("client_secret").doesNotContainValue(secret);
      assertThat(SignedJWT.parse(form.get("client_assertion")).getHeader().getAlgorithm())
          .hasToString("HS512");
      assertThat(shop.latest(endpoint).headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  @DisplayName("DISC-03: metadata-location=oauth-authorization-server")
  void metadata_are_read_where_the_setting_says() {
    shop.start(Map.of("metadata-location", "oauth-authorization-server"));
    assertLoggedIn();
    assertThat(shop.provider.requests(Endpoint.OAUTH_METADATA)).isNotEmpty();
    assertThat(shop.provider.requests(Endpoint.DISCOVERY)).isEmpty();
  }

  @Test
  @DisplayName("TXN-14: third-party-login=true")
  void another_site_begins_a_login() {
    shop.start(Map.of("third-party-login", "true"));
    Browser browser = shop.browser();
    String query =
        Map.of(
                "iss",
                shop.provider.issuer(),
                "login_hint",
                "bob",
                "target_link_uri",
                shop.home() + "/whoami?id=1")
            .entrySet()
            .stream()
            .map(
                pair ->
                    pair.getKey()
                        + "="
                        + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    Page start =
        browser.send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/login?" + query))
                .header("Accept", "text/html")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document"));
    assertThat(browser.follow(browser.follow(start)).location().orElseThrow())
        .isEqualTo(shop.home().resolve("/whoami?id=1"));
    assertThat(shop.latest(Endpoint.PAR).form()).containsEntry("login_hint", "bob");
    assertThat(browser.get("/whoami").body()).startsWith("bob ");
  }
}
