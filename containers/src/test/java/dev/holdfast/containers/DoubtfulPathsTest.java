package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Paths that container and filter might read in two ways, in a container that takes them all
 * (SRV-16).
 */
@TestInstance(Lifecycle.PER_CLASS)
class DoubtfulPathsTest {
  private final Shop closed = Shop.open(Map.of("public", "/public/*"));
  private final Shop open = Shop.open(Map.of("protect", "/account/*"));

  @AfterAll
  void close() {
    closed.close();
    open.close();
  }

  @Test
  void what_is_public_is_reached() {
    assertThat(ask(closed, "/public/a"))
        .startsWith("HTTP/1.1 200")
        .contains("X-Reached: /public/a");
    assertThat(ask(open, "/other")).startsWith("HTTP/1.1 200").contains("X-Reached: /other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/../account",
        "/public/..;/account",
        "/public/..;x=1/account",
        "/public/;/../account",
        "/public/;x/..;y/account",
        "/public/%2e%2e/account",
        "/public/.%2e;/account",
        "/public/%2e%2e%2faccount",
        "/public%2f..%2faccount",
        "/public/..%2Faccount",
        "/public/..%5caccount",
        "/public/..\\account",
        "/public\\..\\account",
        "/public/..%00/account",
        "/./account",
        "/;/public/../account",
        "/account/..;/account",
        "/account/;/..;/account",
        "/account%2f..%2fpublic/a",
        "/account/..%2fpublic%2fa",
        "/account%2fx",
        "/x/..;/account",
        "/x%2f..%2faccount",
        "/%2faccount",
      })
  void a_path_that_can_be_read_in_two_ways_is_refused(String path) {
    for (Shop shop : new Shop[] {closed, open}) {
      assertThat(ask(shop, path)).startsWith("HTTP/1.1 400").doesNotContain("X-Reached");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/account",
        "/account/",
        "/account;x",
        "/account;/public/a",
        "/account%3bx",
        "/%61ccount",
        "//account",
        "/;/account",
        "/public/%252e%252e/account",
        "/public/..%3b/account",
      })
  void no_spelling_leads_to_the_account(String path) {
    for (Shop shop : new Shop[] {closed, open}) {
      assertThat(ask(shop, path)).startsWith("HTTP/1.1 ").doesNotContain("X-Reached: /account\r");
    }
  }

  /** Asks for a path exactly as written; the whole answer. */
  private static String ask(Shop shop, String path) {
    return RawRequest.answer(shop, "GET " + path, List.of());
  }
}
