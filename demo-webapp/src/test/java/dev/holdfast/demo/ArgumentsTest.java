package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void without_arguments_everything_is_on_its_usual_port() throws Exception {
    assertThat(Arguments.parse())
        .isEqualTo(new Arguments(null, "memory", Listening.http(8080), 8081, 8082));
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThatThrownBy(
            () -> Arguments.parse("--port", "70000", "--store", "disk", "--api-prt", "8080"))
        .isInstanceOf(CannotStartException.class)
        .hasMessage(
            """
            cannot start: 3 problems in the arguments (--help shows them all)
              - --store is none of memory, cookie
              - --port is no whole number from 0 to 65535
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

    assertThat(Arguments.parse(https).listening().httpPort()).isEqualTo(Listening.NOT_AT_ALL);
  }
}
