package dev.holdfast.servlet;

import static dev.holdfast.servlet.RelayShop.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between browser, relay and API, and who notices (NET-04). */
class RelayTroubleTest {
  private static RelayShop posting(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("methods", "GET POST"));
    settings.putAll(more);
    return RelayShop.open(settings);
  }

  @Test
  void an_api_that_is_not_there_is_a_502() {
    try (RelayShop shop = posting(Map.of())) {
      shop.api().close();
      Page page = shop.get("/api/orders");
      assertThat(page.status()).isEqualTo(502);
      assertThat(code(page)).isEqualTo("api_unavailable");
    }
  }

  @Test
  void an_api_that_hangs_up_is_a_502() {
    try (RelayShop shop = posting(Map.of())) {
      shop.api().always().dropConnection();
      assertThat(code(shop.get("/api/orders"))).isEqualTo("api_unavailable");
    }
  }

  @Test
  void an_api_that_never_answers_is_a_504_in_time() {
    try (RelayShop shop = posting(Map.of("time-limit", "500ms"))) {
      Gate gate = shop.api().hold();
      Page page = shop.get("/api/orders");
      assertThat(page.status()).isEqualTo(504);
      assertThat(code(page)).isEqualTo("call_timed_out");
      gate.open();
    }
  }

  @Test
  void an_answer_that_drips_is_cut_off_in_time() { // NET-04
    try (RelayShop shop = posting(Map.of("time-limit", "5s"))) {
      shop.api().next().dripBody();
      assertThatThrownBy(() -> shop.get("/api/orders")).isInstanceOf(UncheckedIOException.class);
      assertThat(shop.get("/api/orders").status()).isEqualTo(200);
    }
  }

  @Test
  void a_request_that_drips_is_given_up_in_time() throws IOException {
    try (RelayShop shop = posting(Map.of("time-limit", "500ms"));
        RawBrowser browser = shop.raw()) {
      browser.ask("POST", "/api/orders", "Content-Length: 100");
      RawApi.say(browser.out(), "x");
      assertThat(browser.head()).startsWith("HTTP/1.1 408 ");
      assertThat(shop.api().requests()).isEmpty();
    }
  }

  @Test
  void an_answer_that_turns_out_too_large_is_cut_off() {
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  RawApi.sayHead(out, "Content-Type: text/plain", "Transfer-Encoding: chunked");
                  for (int i = 0; i < 100; i++) {
                    RawApi.say(out, "a\r\n0123456789\r\n");
                  }
                  RawApi.say(out, "0\r\n\r\n");
                });
        RelayShop shop = RelayShop.open(api, Map.of("max-response", "500"))) {
      assertThatThrownBy(() -> shop.get("/api/orders")).isInstanceOf(UncheckedIOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
  void an_answer_that_ends_in_the_middle_does_not_look_complete(String framing) throws IOException {
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  RawApi.sayHead(out, "Content-Type: text/plain", framing);
                  RawApi.say(out, "a\r\n0123456789\r\n");
                });
        RelayShop shop = RelayShop.open(api, Map.of());
        RawBrowser browser = shop.raw()) {
      assertThatThrownBy(() -> shop.get("/api/orders")).isInstanceOf(UncheckedIOException.class);

      browser.ask("GET", "/api/orders");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
      assertThat(restUntilBroken(browser)).contains("0123456789").doesNotContain("0\r\n\r\n");
    }
  }

  /** What came before the connection ended, in whatever way it did. */
  private static String restUntilBroken(RawBrowser browser) {
    StringBuilder rest = new StringBuilder();
    try {
      for (int next = browser.in().read(); next >= 0; next = browser.in().read()) {
        rest.append((char) next);
      }
    } catch (IOException reset) {
      rest.append("(reset)");
    }
    return rest.toString();
  }

  @Test
  void a_browser_that_takes_too_long_is_cut_off_in_time() throws Exception {
    CountDownLatch noticed = new CountDownLatch(1);
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  try {
                    RawApi.sayLength(out, 1L << 39);
                    byte[] block = new byte[8 * 1024];
                    while (true) {
                      out.write(block);
                    }
                  } finally {
                    noticed.countDown();
                  }
                });
        RelayShop shop =
            RelayShop.open(api, Map.of("time-limit", "1s", "max-response", "1024GiB"));
        RawBrowser browser = shop.raw()) {
      browser.ask("GET", "/api/orders");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
      assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(restUntilBroken(browser).length()).isLessThan(1 << 30);
    }
  }

  @Test
  void a_browser_that_goes_while_it_is_answered_ends_the_call() throws Exception {
    CountDownLatch noticed = new CountDownLatch(1);
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  try {
                    RawApi.sayLength(out, 1L << 39);
                    while (true) {
                      RawApi.say(out, "0123456789");
                    }
                  } finally {
                    noticed.countDown();
                  }
                });
        RelayShop shop = RelayShop.open(api, Map.of("max-response", "1024GiB"))) {
      try (RawBrowser browser = shop.raw()) {
        browser.ask("GET", "/api/orders");
        assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
      }
      assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_browser_that_goes_while_it_sends_ends_the_call() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch noticed = new CountDownLatch(1);
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  begun.countDown();
                  try {
                    while (in.read() >= 0) {
                      // until the other side gives up
                    }
                  } finally {
                    noticed.countDown();
                  }
                });
        RelayShop shop = RelayShop.open(api, Map.of("methods", "POST", "buffer", "0"))) {
      try (RawBrowser browser = shop.raw()) {
        browser.ask("POST", "/api/orders", "Content-Length: 1000");
        RawApi.say(browser.out(), "the beginning");
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(noticed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(api.heads()).hasSize(1);
    }
  }

  @Test
  void a_browser_that_goes_before_it_has_sent_all_calls_nobody() throws Exception {
    try (RelayShop shop = posting(Map.of())) {
      try (RawBrowser browser = shop.raw()) {
        browser.ask("POST", "/api/orders", "Content-Length: 1000");
        RawApi.say(browser.out(), "the beginning");
      }
      assertThat(shop.post("/api/orders", "{}").status()).isEqualTo(200);
      assertThat(shop.api().requests()).hasSize(1);
    }
  }

  @Test
  void a_provider_that_is_down_is_a_503_and_the_session_lives_on() {
    try (RelayShop shop = posting(Map.of())) {
      shop.shop().time.advance(Duration.ofMinutes(6));
      shop.shop().provider.always().at(Endpoint.TOKEN).status(503);
      Page page = shop.get("/api/orders");
      assertThat(page.status()).isEqualTo(503);
      assertThat(code(page)).isEqualTo("provider_unavailable");
      assertThat(page.header("Retry-After")).isPresent();
      shop.shop().provider.behave();
      long wait = Long.parseLong(page.header("Retry-After").orElseThrow());
      shop.shop().time.advance(Duration.ofSeconds(wait + 1));
      assertThat(shop.get("/api/orders").status()).isEqualTo(200);
    }
  }
}
