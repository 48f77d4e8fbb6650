package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Anybody may post to the address for logout tokens, as often as they like. */
class LogoutTokenFloodTest {
  /** Sent within the half minute in which two fetches are allowed. */
  private static final int MANY = 100;

  private final Shop shop =
      Shop.open(
          Shop.Kind.MEMORY,
          client -> client.remoteLogout(new RemoteLogout(true, false, false, true)));

  @AfterEach
  void close() {
    shop.close();
  }

  private Page post(String token) {
    String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    return shop.browser()
        .send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/backchannel-logout"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
  }

  /** A logout token but for its signature, with a key that nobody knows. */
  private String junk(int number) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"logout+jwt\",\"kid\":\"junk-" + number + "\"}";
    String genuine = shop.provider.logoutToken("shop", claims -> claims.put("sub", "alice"));
    return part(header) + genuine.substring(genuine.indexOf('.'), genuine.lastIndexOf('.')) + ".AA";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("BCL-09: made-up keys cost the provider next to nothing, and users nothing")
  void a_flood_of_unknown_keys_is_refused_at_little_cost() {
    Browser browser = shop.loggedIn();
    shop.provider.forgetRequests();
    for (int i = 0; i < MANY; i++) {
      assertThat(post(junk(i)).status()).isEqualTo(400);
    }
    assertThat(shop.provider.requests()).as("key sets fetched").hasSizeLessThanOrEqualTo(2);
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
    String genuine = shop.provider.logoutToken("shop", claims -> claims.put("sub", "alice"));
    assertThat(post(genuine).status()).as("the provider is still heard").isEqualTo(200);
    assertThat(browser.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("BCL-09: what is too long to be a logout token is not even looked at")
  void a_long_body_is_refused() {
    shop.loggedIn();
    shop.provider.forgetRequests();
    assertThat(post("x".repeat(1_000_000)).status()).isEqualTo(400);
    assertThat(shop.provider.requests(Endpoint.JWKS)).isEmpty();
  }
}
