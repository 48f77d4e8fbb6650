package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.testkit.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an API sees of the browser, and the browser of the API (BFF-10, BFF-11, A58, A73). */
class RelayHeadersTest {
  private static RelayShop shop;

  @BeforeAll
  static void open() {
    shop =
        RelayShop.open(
            Map.of(
                "request-headers", "X-Tenant X-Named",
                "response-headers", "X-Total-Count",
                "methods", "GET POST"));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @AfterEach
  void behave() {
    shop.api().behave();
  }

  @Test
  void bff_10_credentials_of_the_browser_s_own_are_dropped_and_replaced() throws IOException {
    try (RawBrowser browser = shop.raw()) {
      browser.ask(
          "GET",
          "/api/orders",
          "Authorization: Bearer x",
          "DPoP: a.b.c",
          "Proxy-Authorization: Basic eDp4",
          "X-User: root");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
    }
    RecordedCall call = shop.lastCall();
    assertThat(call.headers().get("Authorization"))
        .singleElement()
        .satisfies(value -> assertThat(value).startsWith("DPoP ").doesNotContain("Bearer"));
    assertThat(call.headers().get("DPoP")) // DPP-07
        .singleElement()
        .satisfies(value -> assertThat(value).hasSizeGreaterThan(100));
    assertThat(call.headers()).doesNotContainKeys("Proxy-Authorization", "X-User", "Cookie");
  }

  @Test
  void bff_10_what_belongs_to_connections_and_proxies_is_dropped() throws IOException {
    try (RawBrowser browser = shop.raw()) {
      browser.ask(
          "GET",
          "/api/orders",
          "Connection: X-Named, close",
          "X-Named: on the list, but named",
          "Keep-Alive: timeout=5",
          "TE: trailers",
          "Forwarded: for=10.0.0.1;host=evil.example",
          "X-Forwarded-For: 10.0.0.1",
          "X-Forwarded-Host: evil.example",
          "X-Real-IP: 10.0.0.1",
          "Via: 1.1 evil",
          "X-Tenant: 7");
      assertThat(browser.head()).startsWith("HTTP/1.1 200 ");
    }
    RecordedCall call = shop.lastCall();
    assertThat(call.headers())
        .doesNotContainKeys(
            "X-Named",
            "Keep-Alive",
            "TE",
            "Upgrade",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Real-IP",
            "Via",
            "X-Requested-By",
            "Sec-Fetch-Site",
            "Origin")
        .containsEntry("X-Tenant", List.of("7"))
        .containsEntry("Forwarded", List.of("for=127.0.0.1"));
    assertThat(call.call().header("Host")).hasValue(shop.api().origin().getAuthority());
  }

  @Test
  void bff_10_what_a_script_says_about_its_request_passes() {
    Page page =
        shop.browser()
            .send(
                shop.script("GET", "/api/orders", null)
                    .header("If-None-Match", "\"7\"")
                    .header("Range", "bytes=0-9")
                    .header("Idempotency-Key", "k")
                    .header("Accept-Language", "de")
                    .header("X-Unlisted", "x"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(shop.lastCall().headers())
        .containsEntry("If-None-Match", List.of("\"7\""))
        .containsEntry("Range", List.of("bytes=0-9"))
        .containsEntry("Idempotency-Key", List.of("k"))
        .containsEntry("Accept-Language", List.of("de"))
        .containsEntry("Accept", List.of("application/json"))
        .doesNotContainKey("X-Unlisted");
  }

  @Test
  void a_header_that_is_no_text_is_refused() throws IOException {
    int before = shop.api().requests().size();
    try (RawBrowser browser = shop.raw()) {
      browser.ask("GET", "/api/orders", "X-Tenant: caf\u00e9".replace('\u00e9', '\u007f'));
      assertThat(browser.head()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(shop.api().requests()).hasSize(before);
  }

  private static Reply talkative(Reply reply) {
    return reply
        .addHeader("Set-Cookie", "__Host-session=evil; Path=/; Secure")
        .addHeader("Set-Cookie", "loopback-session=evil; Path=/")
        .header("DPoP-Nonce", "a-nonce-for-the-client")
        .header("WWW-Authenticate", "DPoP error=\"invalid_token\"")
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Credentials", "true")
        .header("Clear-Site-Data", "\"*\"")
        .header("Refresh", "0;url=https://evil.example")
        .header("Alt-Svc", "h3=\"evil.example:443\"")
        .header("Strict-Transport-Security", "max-age=0")
        .header("Content-Security-Policy", "default-src *")
        .header("Keep-Alive", "timeout=5")
        .header("Cache-Control", "public, max-age=3600")
        .header("Expires", "Thu, 01 Dec 2094 16:00:00 GMT")
        .header("X-Internal", "node-7")
        .header("X-Total-Count", "3")
        .header("ETag", "\"7\"");
  }

  @Test
  void bff_11_what_an_api_says_to_clients_and_caches_stays_here() {
    shop.api().next().change(RelayHeadersTest::talkative);
    Page page = shop.get("/api/orders");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.setCookies()).isEmpty();
    assertThat(page.headers().map().keySet())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .isSubsetOf(
            "content-type",
            "content-length",
            "content-security-policy",
            "cache-control",
            "etag",
            "referrer-policy",
            "x-content-type-options",
            "x-total-count",
            "date",
            "server")
        .contains("etag", "x-total-count");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.header("Content-Security-Policy"))
        .hasValue("default-src 'none'; frame-ancestors 'none'; sandbox");
    assertThat(shop.get("/api/orders").status()).isEqualTo(200);
  }

  @Test
  void bff_11_a_route_may_let_the_browser_s_own_cache_keep_answers() {
    try (RelayShop caching = RelayShop.open(Map.of("cache", "private"))) {
      caching
          .api()
          .next()
          .change(
              reply ->
                  reply
                      .header("Cache-Control", "public, max-age=60, s-maxage=9, must-revalidate")
                      .header("Vary", "X-Tenant"));
      Page kept = caching.get("/api/orders");
      assertThat(kept.header("Cache-Control")).hasValue("private, max-age=60, must-revalidate");
      assertThat(kept.headers().allValues("Vary")).containsExactly("Cookie", "X-Tenant");

      caching.api().next().change(reply -> reply.withoutHeader("Cache-Control"));
      assertThat(caching.get("/api/orders").header("Cache-Control")).hasValue("no-store");
    }
  }
}
