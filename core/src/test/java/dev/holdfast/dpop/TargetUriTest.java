package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DPP-03: one spelling for htu and for the wire")
class TargetUriTest {

  @ParameterizedTest
  @CsvSource({
    "HTTPS://API.Example:443/a/%7eb?x=1#f, https://api.example/a/~b",
    "https://API.Example.com:443/a/../b/%7euser/%c3%a9?x=1#f,"
        + " https://api.example.com/b/~user/%C3%A9",
    "https://h.example, https://h.example/",
    "https://h.example?x=1, https://h.example/",
    "https://h.example:8443/, https://h.example:8443/",
    "https://h.example:80/, https://h.example:80/",
    "https://h.example/a//b, https://h.example/a//b",
    "https://h.example//, https://h.example//",
    "https://h.example//a/..//b, https://h.example///b",
    "https://h.example/a%2fb, https://h.example/a%2Fb",
    "https://h.example/é, https://h.example/%C3%A9",
    "https://h.example/\uD83D\uDE00, https://h.example/%F0%9F%98%80",
    "https://[2001:DB8::1]:443/x, https://[2001:db8::1]/x",
    "https://h.example/a/%2e%2E/b, https://h.example/b",
    "https://h.example/a/b/.., https://h.example/a/",
    "https://h.example/a/., https://h.example/a/",
    "https://h.example/.., https://h.example/",
    "https://h.example/../../a, https://h.example/a",
    "https://h.example/a/.b/..c, https://h.example/a/.b/..c",
    "https://h.example/a%41%2B+%25;v=1, https://h.example/aA%2B+%25;v=1",
    "http://localhost:8080/a, http://localhost:8080/a",
    "http://127.0.0.1/a, http://127.0.0.1/a",
    "http://[::1]:9/a, http://[::1]:9/a",
  })
  void a_target_has_one_spelling(URI given, String htu) {
    assertThat(TargetUri.normalize(given)).hasToString(htu);
    assertThat(TargetUri.normalize(URI.create(htu))).hasToString(htu);
  }

  @Test
  void what_is_sent_keeps_its_query_as_it_was() {
    assertThat(TargetUri.withQuery(URI.create("https://H.example/a/../b?q=%7e&r=a/../b#f")))
        .hasToString("https://h.example/b?q=%7e&r=a/../b");
    assertThat(TargetUri.withQuery(URI.create("https://h.example")))
        .hasToString("https://h.example/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user@h.example/",
        "https://user:word@h.example/",
        "https:///a",
        "/a",
        "//h.example/a",
        "https:h.example",
        "ftp://h.example/",
        "http://h.example/",
        "http://127.0.0.1.example/",
        "http://localhost.example/"
      })
  void a_target_that_no_proof_may_name_is_refused(URI given) {
    assertThatIllegalArgumentException().isThrownBy(() -> TargetUri.normalize(given));
  }
}
