package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test browser keeps cookies as browsers do on a loopback address. */
class BrowserTest {

  private final List<String> cookiesToSet = new ArrayList<>();
  private HttpServer server;
  private Browser browser;

  /** {@code /in} redirects to {@code /}; every page sets the cookies and shows those it got. */
  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          cookiesToSet.forEach(cookie -> exchange.getResponseHeaders().add("Set-Cookie", cookie));
          boolean redirect = exchange.getRequestURI().getPath().equals("/in");
          exchange.getResponseHeaders().set("Location", redirect ? "/" : "");
          List<String> sent = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
          List<String> mode = exchange.getRequestHeaders().get("Sec-Fetch-Mode");
          byte[] body = (sent + " " + mode).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(redirect ? 302 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    browser = Browser.at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void secure_cookies_travel_over_plain_http() {
    cookiesToSet.add("__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Lax");

    browser.navigate("/");

    assertThat(browser.cookie("__Host-session")).contains("abc");
    assertThat(browser.navigate("/").body()).isEqualTo("[__Host-session=abc] [navigate]");
  }

  @Test
  void a_host_cookie_without_secure_is_refused() {
    cookiesToSet.add("__Host-session=abc; Path=/");

    browser.navigate("/");

    assertThat(browser.cookies()).isEmpty();
    assertThat(browser.refusedCookies()).hasSize(1);
  }

  @Test
  void a_cookie_goes_below_its_path_only() {
    cookiesToSet.add("login=abc; Path=/auth");

    browser.navigate("/");

    assertThat(browser.get("/authors").body()).isEqualTo("[] [cors]");
    assertThat(browser.get("/auth/callback").body()).isEqualTo("[login=abc] [cors]");
  }

  @Test
  void max_age_zero_removes_a_cookie() {
    cookiesToSet.add("a=1; Path=/");
    browser.navigate("/");
    cookiesToSet.set(0, "a=; Path=/; Max-Age=0");

    Page page = browser.navigate("/");

    assertThat(page.setCookies()).containsExactly("a=; Path=/; Max-Age=0");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void redirects_are_taken_one_step_at_a_time() {
    Page redirect = browser.navigate("/in");

    assertThat(redirect.status()).isEqualTo(302);
    assertThat(browser.follow(redirect).location()).isEqualTo(Optional.empty());
    assertThat(browser.open("/in").status()).isEqualTo(200);
    assertThatThrownBy(() -> browser.follow(browser.navigate("/")))
        .isInstanceOf(AssertionError.class);
  }
}
