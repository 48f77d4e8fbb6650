package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cookie of the container's own session, where the application's address is https. */
class ContainerCookieTest {

  @Test
  @DisplayName("SRV-20: behind TLS the container's own cookie is for TLS alone")
  void the_containers_own_cookie_is_as_careful_as_the_address_allows() {
    try (Container container = Container.open()) {
      container.start("/", new OidcFilter(), settings(), new Cart());
      assertThat(Browser.at(Shop.home(container)).get("/cart").setCookies())
          .singleElement()
          .satisfies(
              cookie ->
                  assertThat(cookie)
                      .startsWith("JSESSIONID=")
                      .containsPattern("(?i); *Secure")
                      .containsPattern("(?i); *HttpOnly")
                      .containsPattern("(?i); *SameSite=Lax"));
    }
  }

  @Test
  void on_a_loopback_address_without_tls_it_is_not_lost() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/cart"))) {
      assertThat(shop.browser().get("/cart?add=a").setCookies())
          .singleElement()
          .satisfies(cookie -> assertThat(cookie).doesNotContainIgnoringCase("Secure"));
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "issuer", "https://op.example",
        "client-id", "shop",
        "client-secret", "shop-secret",
        "redirect-uri", "https://shop.example/auth/callback",
        "seal-keys", "k1:" + Shop.KEY,
        "index-key", Shop.KEY,
        "session-store", "memory",
        "public", "/cart");
  }

  private static final class Cart extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getSession().setAttribute("cart", "a");
      response.getWriter().write("kept");
    }
  }
}
