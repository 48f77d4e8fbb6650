package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody's first servlet signs its users in at the demo's provider. */
class GuestClientTest {
  private final OwnProviderDemo demo = Demos.start(DemoStore.memory(), Duration.ofMinutes(5));
  private final Server server = new Server();

  @AfterEach
  void stop() {
    LifeCycle.stop(server);
    demo.close();
  }

  @Test
  void a_client_named_hello_signs_users_in_at_any_port_of_this_machine() throws IOException {
    String home = serve();

    assertThat(new Visitor(home).logIn("alice", "/hello").body()).isEqualTo("alice");
  }

  /** Answers with the origin. */
  private String serve() throws IOException {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    connector.open();
    String home = "http://127.0.0.1:" + connector.getLocalPort();
    ServletContextHandler application = new ServletContextHandler("/");
    application.addFilter(filter(home), "/*", EnumSet.of(DispatcherType.REQUEST));
    application.addServlet(new ServletHolder(new Hello()), "/hello");
    server.setHandler(application);
    LifeCycle.start(server);
    return home;
  }

  private FilterHolder filter(String home) {
    FilterHolder filter = new FilterHolder(new OidcFilter());
    filter.setInitParameters(
        Map.of(
            "issuer",
            demo.provider().issuer().toString(),
            "client-id",
            "hello",
            "client-secret",
            "hello",
            "redirect-uri",
            home + "/auth/callback",
            "allow-http-loopback",
            "true",
            "session-store",
            "memory",
            "seal-keys",
            "k1:" + OwnClient.key(),
            "index-key",
            OwnClient.key()));
    return filter;
  }

  @Test
  void the_readme_names_this_client_and_the_usual_ports_of_the_demo() throws Exception {
    Arguments usual = Arguments.parse();

    assertThat(Files.readString(Path.of("../README.md")))
        .contains("HOLDFAST_CLIENT_ID=hello HOLDFAST_CLIENT_SECRET=hello")
        .contains("HOLDFAST_REDIRECT_URI=http://127.0.0.1:9090/auth/callback")
        .contains("HOLDFAST_ISSUER=http://localhost:" + usual.providerPort())
        .contains("HOLDFAST_ALLOWED_ORIGINS=http://localhost:" + usual.apiPort());
    assertThat(
            Files.readString(Path.of("../examples/hello/src/main/java/hello/OrdersServlet.java")))
        .contains("http://localhost:" + usual.apiPort() + "/orders");
  }

  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(request.getRemoteUser());
    }
  }
}
