package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody's first servlet signs its users in at the demo's provider. */
class GuestClientTest {
  private final OwnProviderDemo demo = Demos.start(DemoStore.memory(), Duration.ofMinutes(5));

  @AfterEach
  void stop() {
    demo.close();
  }

  @Test
  void a_client_named_hello_signs_users_in_at_any_port_of_this_machine() throws IOException {
    try (GuestApplication application =
        new GuestApplication(
            demo.provider().issuer(), Map.of("client-id", "hello", "client-secret", "hello"))) {
      Visitor visitor = new Visitor(application.origin());

      assertThat(visitor.logIn("alice", "/hello").body()).isEqualTo("alice");
    }
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
}
