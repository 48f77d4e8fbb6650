package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@code Cookie} header may look like (CK-13, CK-14, CK-17). */
class RequestCookiesTest {
  private final CookieNames names =
      CookieNames.of(
          URI.create("https://shop.example/auth/callback"),
          BrowserRules.DEFAULT,
          "session",
          Set.of());

  private RequestCookies read(String... lines) {
    return RequestCookies.parse(List.of(lines), names);
  }

  @Test
  void several_lines_are_one_list() {
    RequestCookies cookies = read("a=1; __Host-session=x", "b=2;__Host-login-0a=y");
    assertThat(cookies.value("__Host-session")).hasValue("x");
    assertThat(cookies.value("__Host-login-0a")).hasValue("y");
    assertThat(cookies.names()).containsExactly("__Host-session", "__Host-login-0a");
  }

  @Test
  void another_spelling_is_another_cookie() { // A48
    assertThat(read("__host-session=x; __HOST-SESSION=y; session=z").names()).isEmpty();
  }

  @Test
  void a_repeated_cookie_has_no_value() { // SES-19
    RequestCookies cookies = read("__Host-session=x; __Host-session=y");
    assertThat(cookies.value("__Host-session")).isEmpty();
    assertThat(cookies.isRepeated("__Host-session")).isTrue();
  }

  @Test
  void too_many_or_too_long_count_as_none() {
    String many =
        IntStream.range(0, 60)
            .mapToObj(n -> "__Host-login-" + n + "=x")
            .collect(Collectors.joining("; "));
    assertThat(read(many).names()).isEmpty();
    assertThat(read("__Host-session=x; junk=" + "j".repeat(17_000)).names()).isEmpty();
  }

  @Test
  void cookies_of_others_are_no_concern() {
    assertThat(read(";;=;a;  ;__Host-session=x=y").value("__Host-session")).hasValue("x=y");
  }

  @Test
  void the_application_keeps_its_own() {
    assertThat(
            RequestCookies.othersOnly(
                List.of("a=1; __Host-session=x; b=\"2\"", "__Host-session-1=y"), names))
        .containsExactly("a=1; b=\"2\"");
  }
}
