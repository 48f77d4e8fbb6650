package dev.holdfast.servlet;

import static dev.holdfast.servlet.RelayShop.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Page;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that can be sent again, and bodies that cannot (DPN-03, DPN-08). */
class RelayResendTest {
  private static final String LARGE = "x".repeat(3 * 1024 * 1024);

  private static BodyPublisher large(boolean announced) {
    return announced
        ? BodyPublishers.ofString(LARGE)
        : BodyPublishers.ofInputStream(
            () -> new ByteArrayInputStream(LARGE.getBytes(StandardCharsets.US_ASCII)));
  }

  private static RelayShop posting(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("methods", "GET POST"));
    settings.putAll(more);
    return RelayShop.open(settings);
  }

  @Test
  void a_stale_nonce_is_answered_unseen() { // DPN-03
    try (RelayShop shop = posting(Map.of())) {
      shop.api().nonces(NonceMode.ROTATING);
      Page page = shop.post("/api/orders", "{}");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("\"bodyLength\":2");
      assertThat(shop.api().requests()).hasSize(2);
      assertThat(shop.post("/api/orders", "{}").status()).isEqualTo(200);
      assertThat(shop.api().requests()).hasSize(3); // the nonce is known now
    }
  }

  @Test
  void dpn_08_a_body_that_was_kept_is_sent_again() {
    try (RelayShop shop = posting(Map.of())) {
      shop.api().nonces(NonceMode.ROTATING);
      Page page = shop.post("/api/orders", "x".repeat(1024 * 1024));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("\"bodyLength\":1048576");
      assertThat(shop.api().requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void dpn_08_a_body_that_was_not_kept_is_asked_for_once_more(boolean announced) {
    try (RelayShop shop = posting(Map.of())) {
      shop.api().nonces(NonceMode.ROTATING);
      BodyPublisher body = large(announced);
      Page refused = shop.browser().send(shop.script("POST", "/api/orders", body));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(code(refused)).isEqualTo("resend");
      assertThat(refused.header("Retry-After")).hasValue("0");
      assertThat(shop.api().requests()).hasSize(1); // no truncated replay
      assertThat(shop.lastCall().call().body()).hasSize(LARGE.length());

      Page again = shop.browser().send(shop.script("POST", "/api/orders", body));
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).contains("\"bodyLength\":" + LARGE.length());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_request_may_be_too_large(boolean announced) {
    try (RelayShop shop = posting(Map.of("max-request", "2MiB"))) {
      BodyPublisher body = large(announced);
      Page page = shop.browser().send(shop.script("POST", "/api/orders", body));
      assertThat(page.status()).isEqualTo(413);
      assertThat(code(page)).isEqualTo("request_too_large");
      assertThat(shop.api().requests()).allMatch(call -> call.call().body().length() == 0);
    }
  }

  @Test
  void dpn_08_a_refusal_may_come_before_the_body_is_sent() {
    String challenge = "WWW-Authenticate: DPoP error=\"use_dpop_nonce\"";
    try (RawApi api =
            RawApi.start(
                (in, out) -> {
                  RawApi.say(out, "HTTP/1.1 401 Unauthorized\r\n" + challenge);
                  RawApi.say(out, "\r\nDPoP-Nonce: abc\r\nContent-Length: 0\r\n\r\n");
                  in.skipNBytes(LARGE.length());
                });
        RelayShop shop = RelayShop.open(api, Map.of("methods", "POST"))) {
      Page page = shop.browser().send(shop.script("POST", "/api/orders", large(true)));
      assertThat(page.status()).isEqualTo(503);
      assertThat(code(page)).isEqualTo("resend");
      assertThat(api.heads()).hasSize(1);
    }
  }
}
