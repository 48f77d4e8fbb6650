package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RED-01, RED-02, RED-05, A51, A52: where a login may lead")
class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        "//evil.com",
        "///evil.com",
        "/\\evil.com",
        "\\/evil.com",
        "https://evil.com",
        "https:evil.com",
        "https:/evil.com",
        "HTTPS://evil.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "/%09/evil.com",
        "/%0a/evil.com",
        "\t//evil.com",
        " //evil.com",
        "/..//evil.com",
        "/.//evil.com",
        "/a/../b",
        "/a/%2e%2e/b",
        "/%5cevil.com",
        "/%2f%2fevil.com",
        "//good.example@evil.com",
        "https://good.example@evil.com/",
        "https://evil.com\\@good.example/",
        "http://[::1]/",
        "/a%00b",
        "/a\u2028",
        "\uff0f\uff0fevil.com",
        "/a\uff0fb",
        "/a%0d%0aSet-Cookie:x=1",
        "/a\r\nSet-Cookie:x=1",
        "/a b",
        "/%zz"
      })
  void what_a_browser_could_read_as_another_place_is_refused(String hostile) {
    assertThat(ReturnPath.parse(hostile)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/orders, /orders",
    "/orders?id=1&next=%2Ffoo, /orders?id=1&next=%2Ffoo",
    "/a/b#frag, /a/b",
    "/caf%C3%A9, /caf%C3%A9",
    "/search?q=https%3A%2F%2Fexample.org, /search?q=https%3A%2F%2Fexample.org",
    "/a?b=//x, /a?b=//x"
  })
  void a_path_of_this_application_is_kept(String given, String kept) {
    assertThat(ReturnPath.parse(given)).map(ReturnPath::text).contains(kept);
  }

  @Test
  void a_path_too_long_for_a_state_is_refused() {
    assertThat(ReturnPath.parse("/" + "a".repeat(1023))).isPresent();
    assertThat(ReturnPath.parse("/" + "a".repeat(1024))).isEmpty();
  }
}
