package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HostileAnswer;
import dev.holdfast.testkit.Page;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test as an application may have it: docs/test-kit.md shows it. */
class SignInTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  // docs: begin start
  private final FakeProvider provider = FakeProvider.start();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    connector.open(); // so that the port is known before the application starts
    FilterHolder oidc = new FilterHolder(new OidcFilter());
    oidc.setInitParameters(
        Map.of(
            "issuer",
            provider.issuer(),
            "client-id",
            "shop",
            "client-secret",
            "shop-secret",
            "redirect-uri",
            home() + "/auth/callback",
            "allow-http-loopback",
            "true",
            "session-store",
            "memory",
            "seal-keys",
            "k1:" + KEY,
            "index-key",
            KEY));
    ServletContextHandler application = new ServletContextHandler("/");
    application.addFilter(oidc, "/*", EnumSet.of(DispatcherType.REQUEST));
    application.addServlet(new ServletHolder(new Orders()), "/orders");
    server.setHandler(application);
    server.start();
  }

  private URI home() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    provider.close();
  }

  // docs: end start

  // docs: begin tests
  @Test
  void a_page_leads_through_the_login_and_back() {
    provider.user("bob");
    Page page = Browser.at(home()).open("/orders");
    assertThat(page.body()).isEqualTo("orders of bob");
  }

  @Test
  void a_provider_that_is_down_lets_nobody_in() {
    Browser browser = Browser.at(home());
    provider.next().at(Endpoint.TOKEN).status(503);
    assertThat(browser.open("/orders").status()).isEqualTo(503);
    assertThat(browser.open("/orders").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("dev.holdfast.testkit.HostileAnswers#callbacks")
  void a_forged_answer_lets_nobody_in(HostileAnswer answer) {
    Browser browser = Browser.at(home());
    Page start = browser.navigate("/orders");
    answer.play(provider);
    Page end = browser.follow(browser.follow(start));
    assertThat(end.body()).contains(answer.code().code());
    assertThat(browser.get("/orders").status()).isEqualTo(401);
  }

  // docs: end tests

  @Test
  void the_page_shows_what_is_compiled() throws IOException {
    String page = Files.readString(Path.of("../docs/test-kit.md"));
    for (String name : List.of("start", "tests")) {
      assertThat(page).contains("```java\n" + region(name) + "\n```");
    }
  }

  private static String region(String name) throws IOException {
    Path here = Path.of("src/test/java/dev/holdfast/examples/SignInTest.java");
    List<String> lines = Files.readAllLines(here);
    int begin = lines.indexOf("  // docs: begin " + name);
    int end = lines.indexOf("  // docs: end " + name);
    return String.join("\n", lines.subList(begin + 1, end)).indent(-2).strip();
  }

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write("orders of " + request.getRemoteUser());
    }
  }
}
