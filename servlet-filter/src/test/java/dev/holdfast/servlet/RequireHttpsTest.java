package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Plain http where the application wants none. */
@TestInstance(Lifecycle.PER_CLASS)
class RequireHttpsTest {
  private final Container container = Container.open();

  RequireHttpsTest() {
    container.start(
        "/",
        new OidcFilter(),
        Map.of(
            "issuer", "https://op.example",
            "client-id", "shop",
            "client-secret", "shop-secret",
            "redirect-uri", "https://shop.example/auth/callback",
            "seal-keys", "k1:" + Shop.KEY,
            "index-key", Shop.KEY,
            "session-store", "memory",
            "public", "/public/*",
            "require-https", "true"),
        new ProvidersServlet());
  }

  @AfterAll
  void close() {
    container.close();
  }

  private Browser browser() {
    return Browser.at(Shop.home(container));
  }

  @Test
  void a_page_is_shown_by_https() { // SRV-19
    Page page = browser().navigate("/whoami?id=1");
    assertThat(page.status()).isEqualTo(303);
    assertThat(page.location()).contains(URI.create("https://shop.example/whoami?id=1"));
    assertThat(page.setCookies()).isEmpty();
  }

  @Test
  void a_script_is_refused() { // SRV-19
    for (String path : new String[] {"/whoami", "/public/page", "/auth/session"}) {
      Page page = browser().get(path);
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).contains("https_required");
      assertThat(page.setCookies()).isEmpty();
    }
  }

  @Test
  void a_logout_or_login_in_the_open_is_no_better() { // SRV-19
    assertThat(browser().post("/auth/logout", Map.of()).status()).isEqualTo(400);
    Page login = browser().navigate("/auth/login");
    assertThat(login.location()).contains(URI.create("https://shop.example/auth/login"));
    assertThat(login.setCookies()).isEmpty();
  }

  @Test
  void whoever_is_at_home_in_plain_http_cannot_ask_for_more() {
    Map<String, String> contradicting =
        Map.of("require-https", "true", "redirect-uri", "http://127.0.0.1/auth/callback");
    assertThatThrownBy(() -> FilterSettings.of(contradicting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("require-https");
  }
}
