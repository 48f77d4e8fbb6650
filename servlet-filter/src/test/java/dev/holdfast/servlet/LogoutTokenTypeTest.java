package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the header of a logout token must say, from the settings to the answer. */
class LogoutTokenTypeTest {
  private static final String NONE = "none";

  private final DeployedShop shop = new DeployedShop();
  private final List<String> idTokens = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    shop.close();
  }

  /** Starts an application with these settings besides, and logs its user in. */
  private Browser loggedIn(Map<String, String> besides) {
    Map<String, String> settings = new HashMap<>(besides);
    settings.put("back-channel-logout", "true");
    settings.put("single-node", "true");
    shop.start(settings);
    shop.provider
        .next()
        .onToken(
            answer -> {
              answer.member("id_token").map(String.class::cast).ifPresent(idTokens::add);
              return answer;
            });
    Browser browser = shop.browser();
    assertThat(browser.open("/whoami").status()).isEqualTo(200);
    return browser;
  }

  private Page post(String token) {
    String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return shop.browser()
        .send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/backchannel-logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/whoami").status() == 200;
  }

  private String ofType(String type) {
    return shop.provider.logoutToken(
        "shop",
        claims -> claims.put("sub", "alice"),
        header -> {
          if (type.equals(NONE)) {
            header.remove("typ");
          } else {
            header.put("typ", type);
          }
        });
  }

  @ParameterizedTest(name = "BCL-03: a token with typ {0}")
  @ValueSource(strings = {"at+jwt", "JWT", "dpop+jwt", "secevent+jwt", NONE})
  void a_token_of_another_type_ends_nothing(String type) {
    Browser browser = loggedIn(Map.of());
    Page page = post(ofType(type));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("logout_token_invalid");
    assertThat(isIn(browser)).isTrue();
  }

  @ParameterizedTest(name = "BCL-03: a token with typ {0}")
  @ValueSource(strings = {"logout+jwt", "application/logout+jwt", "LOGOUT+JWT"})
  void the_type_may_be_written_as_media_types_are(String type) {
    Browser browser = loggedIn(Map.of());
    assertThat(post(ofType(type)).status()).isEqualTo(200);
    assertThat(isIn(browser)).isFalse();
  }

  @ParameterizedTest(name = "BCL-03: for a provider of before the specification, typ {0}: {1}")
  @CsvSource({"none,200", "JWT,200", "logout+jwt,200", "at+jwt,400", "secevent+jwt,400"})
  void older_tokens_do_where_the_settings_say_so(String type, int status) {
    Browser browser = loggedIn(Map.of("logout-token-type", "any"));
    assertThat(post(ofType(type)).status()).isEqualTo(status);
    assertThat(isIn(browser)).isEqualTo(status == 400);
  }

  @Test
  @DisplayName(
      "BCL-02: the right type makes up for no signature, nor for one that clients can make")
  void a_token_without_a_key_of_the_providers_ends_nothing() {
    Browser browser = loggedIn(Map.of());
    String unsigned = signedAs(header -> header.put("alg", "none"));
    assertThat(post(unsigned + ".").status()).isEqualTo(400);
    assertThat(post(unsigned + ".AAAA").status()).isEqualTo(400);
    String bySecret = signedAs(header -> header.put("alg", "HS256"));
    assertThat(post(bySecret + "." + hmac("shop-secret", bySecret)).status()).isEqualTo(400);
    assertThat(isIn(browser)).isTrue();
    assertThat(post(ofType("logout+jwt")).status()).as("which is fine otherwise").isEqualTo(200);
  }

  /** What of a logout token is signed. */
  private String signedAs(Consumer<Map<String, Object>> header) {
    String token = shop.provider.logoutToken("shop", claims -> claims.put("sub", "alice"), header);
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("no HMAC", e);
    }
  }

  @ParameterizedTest(name = "BCL-02: with logout-token-type={0}")
  @ValueSource(strings = {"logout+jwt", "any"})
  void an_id_token_is_no_logout_token(String types) {
    Browser browser = loggedIn(Map.of("logout-token-type", types));
    assertThat(idTokens).hasSize(1);
    assertThat(post(idTokens.get(0)).status()).isEqualTo(400);
    assertThat(isIn(browser)).isTrue();
  }
}
