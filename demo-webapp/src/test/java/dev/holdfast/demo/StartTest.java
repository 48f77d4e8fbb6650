package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  private @TempDir Path files;

  @Test
  void the_first_line_has_the_address_to_open() throws Exception {
    try (OwnProviderDemo demo = OwnProviderDemo.start(Demos.freePorts("memory"))) {
      assertThat(demo.greeting().get(0)).isEqualTo("Holdfast demo: open " + demo.origin() + "/");
      assertThat(String.join("\n", demo.greeting())).contains("alice").contains("bob");
      assertThat(new Visitor(demo.origin()).json("/").get("authenticated").asBoolean()).isFalse();
    }
  }

  @Test
  void a_port_that_is_taken_is_named_together_with_what_helps() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"))) {
      int taken = other.getLocalPort();
      assertThatThrownBy(
              () ->
                  OwnProviderDemo.start(new Arguments(null, "memory", Listening.http(taken), 0, 0)))
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "cannot start: port " + taken + " is taken; choose another, or 0 for a free one");
      assertThatThrownBy(
              () ->
                  OwnProviderDemo.start(new Arguments(null, "memory", Listening.http(0), 0, taken)))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining("choose another with --api-port");
    }
  }

  @Test
  void all_that_is_wrong_in_a_settings_file_is_said_at_once() throws Exception {
    Path file = Files.writeString(files.resolve("demo.properties"), "isuer=https://id.example\n");

    assertThatThrownBy(() -> AnyProviderDemo.start(file, Listening.http(0)))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("demo.api is missing")
        .hasMessageContaining("client-id is missing")
        .hasMessageContaining("isuer is unknown; did you mean issuer?");
  }

  @Test
  void a_settings_file_makes_the_application_work_with_any_provider() throws Exception {
    try (OwnProviderDemo other = OwnProviderDemo.start(Demos.freePorts("memory"))) {
      StringBuilder text = new StringBuilder("demo.api=" + other.api().orders() + "\n");
      other.settings().forEach((name, value) -> text.append(name + "=" + value + "\n"));
      Path file = Files.writeString(files.resolve("demo.properties"), text);
      try (Demo alone = AnyProviderDemo.start(file, Listening.http(0))) {
        String origin = alone.greeting().get(0).replaceFirst(".*(http.*)/$", "$1");

        assertThat(new Visitor(origin).browser().navigate("/account").location().map(URI::getPort))
            .contains(other.provider().issuer().getPort());
      }
    }
  }

  @Test
  void a_key_store_that_does_not_open_is_said_without_its_password() throws Exception {
    Path store = files.resolve("keys.p12");
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (var out = Files.newOutputStream(store)) {
      empty.store(out, "right".toCharArray());
    }
    Path password = Files.writeString(files.resolve("password"), "wrong-password");
    Listening https = new Listening(Listening.NOT_AT_ALL, new Listening.Tls(0, store, password));

    assertThatThrownBy(() -> Application.listen(https))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("the key store does not open with the password given")
        .hasMessageNotContaining("wrong-password");
  }
}
