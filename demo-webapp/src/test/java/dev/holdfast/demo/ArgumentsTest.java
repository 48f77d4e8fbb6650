package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
  private @TempDir Path files;

  @Test
  void without_arguments_everything_is_on_its_usual_port() throws Exception {
    assertThat(Arguments.parse())
        .isEqualTo(
            new Arguments(null, DemoStore.memory(), List.of(Listening.http(8080)), 8081, 8082));
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThatThrownBy(
            () -> Arguments.parse("--port", "70000", "--store", "disk", "--api-prt", "8080"))
        .isInstanceOf(CannotStartException.class)
        .hasMessage(
            """
            cannot start: 3 problems in the arguments (--help shows them all)
              - --port is no whole number from 0 to 65535
              - --store is none of memory, cookie, h2, jdbc, redis
              - --api-prt is unknown; did you mean api-port?\
            """);
  }

  @Test
  void https_needs_a_key_store_and_its_password() {
    assertThatThrownBy(() -> Arguments.parse("--https-port", "8443"))
        .hasMessageContaining("--keystore is missing")
        .hasMessageContaining("--keystore-password-file is missing");
  }

  @Test
  void a_name_without_a_value_is_refused() {
    assertThatThrownBy(() -> Arguments.parse("--port"))
        .hasMessage("cannot start: --port lacks its value");
    assertThatThrownBy(() -> Arguments.parse("8080")).hasMessageContaining("begins with --");
  }

  @Test
  void beside_https_plain_http_is_served_only_on_request() throws Exception {
    String[] https = {"--https-port", "0", "--keystore", "k", "--keystore-password-file", "p"};

    assertThat(Arguments.parse(https).nodes())
        .extracting(Listening::httpPort)
        .containsExactly(Listening.NOT_AT_ALL);
  }

  @Test
  void h2_needs_no_further_argument() throws Exception {
    assertThat(Arguments.parse("--store", "h2").store().settings())
        .containsEntry("session-store", "jdbc")
        .containsEntry("session-store.jdbc.create-schema", "true")
        .hasEntrySatisfying(
            "session-store.jdbc.url", url -> assertThat(url).startsWith("jdbc:h2:mem:"));
  }

  @Test
  void a_store_elsewhere_is_told_where_it_is() throws Exception {
    String password = Files.writeString(files.resolve("password"), "marker").toString();
    String[] jdbc = {
      "--store",
      "jdbc",
      "--jdbc-url",
      "jdbc:postgresql://db/app",
      "--jdbc-user",
      "app",
      "--jdbc-password-file",
      password
    };
    String[] redis = {
      "--store",
      "redis",
      "--redis-uri",
      "redis://cache:6379",
      "--redis-user",
      "app",
      "--redis-password-file",
      password
    };

    assertThat(Arguments.parse(jdbc).store().settings())
        .containsEntry("session-store", "jdbc")
        .containsEntry("session-store.jdbc.url", "jdbc:postgresql://db/app")
        .containsEntry("session-store.jdbc.user", "app")
        .containsEntry("session-store.jdbc.password", "${file:" + password + "}");
    assertThat(Arguments.parse(redis).store().settings())
        .containsEntry("session-store", "redis")
        .containsEntry("session-store.redis.uri", "redis://cache:6379")
        .containsEntry("session-store.redis.user", "app")
        .containsEntry("session-store.redis.password", "${file:" + password + "}");
  }

  @Test
  void a_store_elsewhere_without_its_address_is_refused() {
    assertThatThrownBy(() -> Arguments.parse("--store", "jdbc", "--jdbc-password-file", "nowhere"))
        .hasMessage(
            """
            cannot start: 2 problems in the arguments (--help shows them all)
              - --jdbc-url is missing; say where it is, such as jdbc:postgresql://localhost/app
              - --jdbc-password-file cannot be read: nowhere\
            """);
    assertThatThrownBy(() -> Arguments.parse("--store", "redis"))
        .hasMessageContaining("--redis-uri is missing; say where it is, such as redis://");
  }

  @Test
  void an_address_without_its_store_is_refused() {
    assertThatThrownBy(
            () -> Arguments.parse("--jdbc-url", "jdbc:h2:mem:x", "--redis-user", "somebody"))
        .hasMessageContaining("--jdbc-url goes with --store jdbc")
        .hasMessageContaining("--redis-user goes with --store redis");
  }

  @Test
  void beside_a_settings_file_no_store_is_chosen() {
    assertThatThrownBy(
            () ->
                Arguments.parse(
                    "--settings", "f", "--store", "jdbc", "--jdbc-password-file", "secret"))
        .hasMessage(
            """
            cannot start: 2 problems in the arguments (--help shows them all)
              - --store goes into the file as session-store
              - --jdbc-password-file goes into the file as session-store.jdbc.password\
            """);
  }

  @Test
  void a_second_port_is_a_second_node_on_a_store_that_both_can_reach() throws Exception {
    Arguments arguments = Arguments.parse("--second-port", "8090");

    assertThat(arguments.nodes()).containsExactly(Listening.http(8080), Listening.http(8090));
    assertThat(arguments.store().name()).isEqualTo("h2");
    assertThatThrownBy(() -> Arguments.parse("--second-port", "8090", "--store", "memory"))
        .hasMessageContaining(
            "--store is memory, which two nodes cannot share; h2 needs as little");
  }

  @Test
  void two_nodes_with_sessions_in_cookies_coordinate_through_h2() throws Exception {
    assertThat(Arguments.parse("--second-port", "0", "--store", "cookie").store().settings())
        .containsEntry("session-store", "cookie")
        .containsEntry("coordination", "jdbc")
        .hasEntrySatisfying(
            "coordination.jdbc.url", url -> assertThat(url).startsWith("jdbc:h2:mem:"));
  }

  @Test
  void the_second_node_speaks_https_like_the_first() throws Exception {
    String[] https = {
      "--https-port",
      "8443",
      "--keystore",
      "k",
      "--keystore-password-file",
      "p",
      "--port",
      "8080",
      "--second-port",
      "8453"
    };
    Listening second = Arguments.parse(https).nodes().get(1);

    assertThat(second)
        .isEqualTo(
            new Listening(
                Listening.NOT_AT_ALL, new Listening.Tls(8453, Path.of("k"), Path.of("p"))));
  }
}
