package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Cookies that arrive in pieces, between those of others. */
@TestInstance(Lifecycle.PER_CLASS)
class SplitCookiesTest {
  private final Shop shop = Shop.open(Map.of());
  private final List<String> pieces = pieces(shop.loggedIn());

  @AfterAll
  void close() {
    shop.close();
  }

  private static List<String> pieces(Browser browser) {
    String own =
        browser.cookies().entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return List.of("theme=dark", own, "size=large; colour=red");
  }

  private String answerTo(String path) {
    List<String> lines = pieces.stream().map(piece -> "Cookie: " + piece).toList();
    return RawRequest.answer(shop, "GET " + path, lines);
  }

  @Test
  @DisplayName("CK-13: several Cookie lines of HTTP/1.1 are one list")
  void several_lines_have_the_session_among_them() {
    assertThat(answerTo("/whoami")).startsWith("HTTP/1.1 200").contains("alice alice OIDC");
    assertThat(answerTo("/cookies"))
        .contains("theme=dark", "size=large", "colour=red", "] 3")
        .doesNotContain("session");
  }

  @Test
  @DisplayName("CK-13: the crumbs of HTTP/2 are one list")
  void crumbs_have_the_session_among_them() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    ask(client, "/protocol"); // by which the connection becomes one of HTTP/2
    assertThat(ask(client, "/protocol").body()).isEqualTo("HTTP/2.0");
    assertThat(ask(client, "/whoami").body()).isEqualTo("alice alice OIDC");
    assertThat(ask(client, "/cookies").body())
        .contains("theme=dark", "size=large", "colour=red", "] 3")
        .doesNotContain("session");
  }

  /** Over HTTP/2 each of these lines is a field of its own (RFC 9113 §8.2.3). */
  private HttpResponse<String> ask(HttpClient client, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(shop.home() + path)).timeout(Duration.ofSeconds(30));
    pieces.forEach(piece -> request.header("Cookie", piece));
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
