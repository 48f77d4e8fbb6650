package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      int taken = other.getLocalPort();
      assertThatThrownBy(
              () ->
                  OwnProviderDemo.start(
                      new Arguments(
                          null, DemoStore.memory(), List.of(Listening.http(taken)), 0, 0)))
          .isInstanceOf(CannotStartException.class)
          .hasMessage(
              "cannot start: port " + taken + " is taken; choose another, or 0 for a free one");
      assertThatThrownBy(
              () ->
                  OwnProviderDemo.start(
                      new Arguments(
                          null, DemoStore.memory(), List.of(Listening.http(0)), 0, taken)))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContaining("choose another with --api-port");
    }
  }

  @Test
  void all_that_is_wrong_in_a_settings_file_is_said_at_once() throws Exception {
    Path file = Files.writeString(files.resolve("demo.properties"), "isuer=https://id.example\n");

    assertThatThrownBy(() -> AnyProviderDemo.start(file, List.of(Listening.http(0))))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("demo.api is missing")
        .hasMessageContaining("client-id is missing")
        .hasMessageContaining("isuer is unknown; did you mean issuer?");
  }

  @Test
  void a_settings_file_makes_the_application_work_with_any_provider() throws Exception {
    try (OwnProviderDemo other = OwnProviderDemo.start(Demos.freePorts("memory"))) {
      Path file = Files.writeString(files.resolve("demo.properties"), settingsFor(other));
      try (Demo alone = AnyProviderDemo.start(file, List.of(Listening.http(0)))) {
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

  @Test
  void where_sessions_are_kept_is_said_at_the_start_and_on_the_pages() throws Exception {
    try (OwnProviderDemo demo = OwnProviderDemo.start(Demos.freePorts("h2"))) {
      Visitor visitor = new Visitor(demo.origin());

      assertThat(demo.greeting()).contains("  session store: h2");
      assertThat(visitor.json("/").get("store").asText()).isEqualTo("jdbc");
      assertThat(visitor.logIn("alice", "/account").body())
          .contains("<dt>Kept in</dt><dd>an H2 database</dd>");
    }
  }

  @Test
  void the_address_of_the_second_node_is_said_at_the_start() {
    try (OwnProviderDemo demo =
        Demos.startTwoNodes(TestStore.h2().store(), Duration.ofSeconds(30))) {
      assertThat(demo.greeting().get(0)).contains(demo.origins().get(0) + "/");
      assertThat(demo.greeting().get(1)).contains(demo.origins().get(1) + "/");
      assertThat(demo.origins()).doesNotHaveDuplicates();
    }
  }

  @Test
  void what_is_wrong_with_a_store_s_address_is_said_in_the_words_of_the_command_line() {
    String[] ports = {"--port", "0", "--provider-port", "0", "--api-port", "0"};

    assertThatThrownBy(() -> start(ports, "--store", "jdbc", "--jdbc-url", "jdbc:nobody:x"))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("--jdbc-url is an address that no JDBC driver");
    assertThatThrownBy(() -> start(ports, "--store", "redis", "--redis-uri", "http://cache"))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("--redis-uri is none of redis://host:port");
  }

  @Test
  void if_the_second_port_is_taken_the_first_is_free_again() throws Exception {
    InetAddress localhost = InetAddress.getByName("localhost");
    int free;
    try (ServerSocket first = new ServerSocket(0, 1, localhost)) {
      free = first.getLocalPort();
    }
    try (ServerSocket other = new ServerSocket(0, 1, localhost)) {
      List<Listening> places = List.of(Listening.http(free), Listening.http(other.getLocalPort()));

      assertThatThrownBy(() -> Nodes.listen(places)).hasMessageContaining("is taken");
    }
    Nodes.listen(List.of(Listening.http(free))).close();
  }

  @Test
  void two_nodes_of_a_settings_file_need_a_store_that_they_share() throws Exception {
    List<Listening> two = List.of(Listening.http(0), Listening.http(0));
    Path silent = Files.writeString(files.resolve("silent.properties"), "");
    Path cookie = Files.writeString(files.resolve("c.properties"), "session-store=cookie\n");

    assertThatThrownBy(() -> AnyProviderDemo.start(silent, two))
        .hasMessageContaining("session-store is memory, which two nodes cannot share");
    assertThatThrownBy(() -> AnyProviderDemo.start(cookie, two))
        .hasMessageContaining("coordination is in memory, which two nodes cannot share");
  }

  @Test
  void two_nodes_of_a_settings_file_share_its_store() throws Exception {
    try (OwnProviderDemo other = OwnProviderDemo.start(Demos.freePorts("h2"))) {
      Path word = Files.writeString(files.resolve("word"), "jdbc");
      String settings =
          settingsFor(other).replace("session-store=jdbc", "session-store=${file:" + word + "}");
      Path file = Files.writeString(files.resolve("demo.properties"), settings);
      try (Demo alone =
          AnyProviderDemo.start(file, List.of(Listening.http(0), Listening.http(0)))) {
        Visitor visitor = new Visitor(other.origin());
        visitor.logIn("alice", "/account");
        JsonNode account = visitor.json("/account");

        for (int node = 0; node < 2; node++) {
          String origin = alone.greeting().get(node).replaceFirst(".*(http\\S*)/.*", "$1");
          assertThat(visitor.json(origin + "/account")).isEqualTo(account);
          assertThat(visitor.json(origin + "/").get("store").asText()).isEqualTo("jdbc");
        }
        assertThat(alone.greeting().get(2)).contains("session store: jdbc");
      }
    }
  }

  private static void start(String[] ports, String... store) throws CannotStartException {
    String[] all = Stream.of(ports, store).flatMap(Stream::of).toArray(String[]::new);
    OwnProviderDemo.start(Arguments.parse(all)).close();
  }

  private static String settingsFor(OwnProviderDemo other) {
    StringBuilder text = new StringBuilder("demo.api=" + other.api().orders() + "\n");
    other.settings().forEach((name, value) -> text.append(name + "=" + value + "\n"));
    return text.toString();
  }
}
