package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the init-params say of a login is what arrives at the provider, character by character. */
class RequestSettingsTest {
  private static final String CLAIMS =
      "{\"id_token\":{\"email\":{\"essential\":true},"
          + "\"https://shop.example/tier\":{\"value\":\"a&b=c+d %7B\u00e9\"}}}";
  private static final String DETAILS =
      "[{\"type\":\"payment\",\"locations\":[\"https://bank.example/?a=1&b=2\"],"
          + "\"purpose\":\"5+5 = 10 \u20ac\"}]";
  private static final String AUDIENCE = "https://api.example/?a=1&b=%2B +";
  private static final String GOLD = "urn:acr:gold+1&x=%20";
  private static final String STOCK = "https://stock.example/a?b=c&d=%20";

  /** By setting; every value differs, so that none can stand in another's place. */
  private static final Map<String, String> EVERYTHING =
      Map.of(
          "scope",
          "openid,orders:read profile",
          "required-scope",
          "orders:read",
          "acr-values",
          GOLD + ", silver",
          "max-age",
          "2h",
          "prompt",
          "consent select_account",
          "ui-locales",
          "pt-BR, de",
          "claims",
          CLAIMS,
          "authorization-details",
          DETAILS,
          "authorization-parameters",
          "access_type=offline&audience=" + encoded(AUDIENCE),
          "resource",
          "https://orders.example/ " + STOCK);

  private final DeployedShop shop = new DeployedShop();

  @AfterEach
  void close() {
    shop.close();
  }

  private static Map<String, String> everything(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(EVERYTHING);
    settings.putAll(more);
    return settings;
  }

  /** Every value of every parameter, in order. */
  private static Map<String, List<String>> parameters(String encoded) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      all.computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>()).add(decoded(parts[1]));
    }
    return all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private Map<String, List<String>> pushed() {
    return parameters(shop.latest(Endpoint.PAR).call().body());
  }

  private Map<String, Object> expected() throws ParseException {
    Map<String, Object> expected = new HashMap<>();
    expected.put("client_id", List.of("shop"));
    expected.put("response_type", List.of("code"));
    expected.put("redirect_uri", List.of(shop.home() + "/auth/callback"));
    expected.put("code_challenge_method", List.of("S256"));
    expected.put("scope", List.of("openid orders:read profile"));
    expected.put("acr_values", List.of(GOLD + " silver"));
    expected.put("max_age", List.of("7200"));
    expected.put("prompt", List.of("consent select_account"));
    expected.put("ui_locales", List.of("pt-BR de"));
    expected.put("claims", json(CLAIMS));
    expected.put("authorization_details", json(DETAILS));
    expected.put("access_type", List.of("offline"));
    expected.put("audience", List.of(AUDIENCE));
    expected.put("resource", List.of("https://orders.example/", STOCK));
    return expected;
  }

  /** Without what differs each time, which has to be there once; JSON as what it says. */
  private static Map<String, Object> lasting(Map<String, List<String>> all) throws ParseException {
    Map<String, Object> lasting = new HashMap<>(all);
    for (String once : List.of("state", "nonce", "code_challenge", "dpop_jkt")) {
      assertThat(all.get(once)).as(once).hasSize(1);
      lasting.remove(once);
    }
    for (String name : List.of("claims", "authorization_details")) {
      for (String text : all.getOrDefault(name, List.of())) {
        assertThat(all.get(name)).hasSize(1);
        lasting.put(name, json(text));
      }
    }
    return lasting;
  }

  private static Object json(String text) throws ParseException {
    return Objects.requireNonNull(JSONObjectUtils.parse("{\"it\":" + text + "}").get("it"));
  }

  @Test
  @DisplayName("AREQ-10, AREQ-11, AREQ-12, AREQ-16: each setting is its parameter, and no more")
  void everything_is_pushed_as_it_is_set() throws ParseException {
    shop.start(EVERYTHING);
    Browser browser = shop.browser();
    assertThat(browser.open("/whoami").body()).startsWith("alice ");
    assertThat(lasting(pushed())).isEqualTo(expected());
    assertThat(parameters(shop.latest(Endpoint.TOKEN).call().body()).get("resource"))
        .containsExactly("https://orders.example/", STOCK);
  }

  @Test
  @DisplayName("AREQ-12: no parameter of a browser has a say in any of it")
  void no_browser_asks_for_something_else() throws ParseException {
    shop.start(EVERYTHING);
    String query =
        "acr_values=low&max_age=9&prompt=none&scope=admin&audience=evil&access_type=online&x=y"
            + "&ui_locales=fr&claims=%7B%7D&resource=https%3A%2F%2Fevil.example&login_hint=bob";
    for (String path : List.of("/auth/login?" + query, "/whoami?" + query)) {
      assertThat(shop.browser().navigate(path).status()).isEqualTo(303);
      assertThat(lasting(pushed())).as(path).isEqualTo(expected());
    }
  }

  @Test
  void nothing_is_asked_for_that_is_not_set() throws ParseException {
    shop.start(Map.of());
    assertThat(shop.browser().open("/whoami").status()).isEqualTo(200);
    assertThat(lasting(pushed()))
        .containsOnlyKeys(
            "client_id", "response_type", "redirect_uri", "code_challenge_method", "scope");
  }

  @Test
  @DisplayName("AREQ-05: in the address, where the provider takes no pushed requests")
  void without_pushed_requests_everything_but_the_details_stands_in_the_address()
      throws ParseException {
    shop.provider
        .always()
        .onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    shop.start(everything(Map.of("authorization-details", "", "response-mode", "jwt")));
    assertThat(shop.browser().open("/whoami").body()).startsWith("alice ");
    Map<String, Object> expected = expected();
    expected.remove("authorization_details");
    expected.put("response_mode", List.of("jwt"));
    assertThat(lasting(parameters(shop.latest(Endpoint.AUTHORIZE).call().target().getRawQuery())))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("AREQ-16: no login that would show the details to everybody")
  void details_stand_in_no_address() {
    shop.provider
        .always()
        .onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    shop.start(EVERYTHING);
    assertThat(shop.browser().open("/whoami").body()).contains("provider_unsuitable");
    assertThat(shop.provider.requests(Endpoint.AUTHORIZE)).isEmpty();
  }

  @Test
  @DisplayName("AREQ-13, CB-01: signed, and answered by a form, as two settings say")
  void everything_is_signed_as_it_is_set() throws ParseException {
    ECKey key = key();
    shop.provider.client(FakeClient.withKey("shop", key));
    shop.start(
        everything(
            Map.of(
                "client-secret", "",
                "client-key", key.toJSONString(),
                "request-object", "signed",
                "response-mode", "form_post")));
    Browser browser = shop.browser();
    Page back = browser.submit(browser.follow(browser.navigate("/whoami?id=1")));
    assertThat(browser.follow(back).location()).hasValue(shop.home().resolve("/whoami?id=1"));
    assertThat(browser.get("/whoami").body()).startsWith("alice ");
    Map<String, List<String>> pushed = pushed();
    assertThat(pushed)
        .containsOnlyKeys("request", "client_id", "client_assertion", "client_assertion_type");
    assertThat(
            SignedJWT.parse(pushed.getOrDefault("request", List.of("")).get(0))
                .getPayload()
                .toJSONObject())
        .containsEntry("response_mode", "form_post")
        .containsEntry("scope", "openid orders:read profile")
        .containsEntry("acr_values", GOLD + " silver")
        .containsEntry("max_age", 7200L)
        .containsEntry("prompt", "consent select_account")
        .containsEntry("ui_locales", "pt-BR de")
        .containsEntry("claims", json(CLAIMS))
        .containsEntry("authorization_details", json(DETAILS))
        .containsEntry("access_type", "offline")
        .containsEntry("audience", AUDIENCE)
        .containsEntry("resource", List.of("https://orders.example/", STOCK));
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("IDT-12: acr-values and max-age are demanded too")
  void a_weaker_or_older_login_is_none() {
    shop.start(Map.of("acr-values", "gold", "max-age", "1h"));
    shop.provider.next().onIdToken(claims -> claims.put("acr", "bronze"));
    assertThat(shop.browser().open("/whoami").body()).contains("authentication_insufficient");
    shop.provider.next().onIdToken(claims -> claims.put("auth_time", 1_700_000_000L));
    assertThat(shop.browser().open("/whoami").body()).contains("authentication_insufficient");
    assertThat(shop.browser().open("/whoami").status()).isEqualTo(200);
  }

  @Test
  void a_required_scope_that_is_not_granted_is_no_login() {
    shop.start(Map.of("scope", "openid orders profile", "required-scope", "orders"));
    shop.provider.next().onToken(answer -> answer.with("scope", "openid profile"));
    assertThat(shop.browser().open("/whoami").body()).contains("scope_not_granted");
    shop.provider.next().onToken(answer -> answer.with("scope", "openid orders"));
    assertThat(shop.browser().open("/whoami").status()).isEqualTo(200);
  }
}
