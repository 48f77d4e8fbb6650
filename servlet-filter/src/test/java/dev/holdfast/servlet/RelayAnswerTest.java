package dev.holdfast.servlet;

import static dev.holdfast.servlet.RelayShop.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.Reply;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an API's answer (BFF-12, BFF-13, DPB-02, DPB-05, A32, A58). */
class RelayAnswerTest {
  private static RelayShop shop;

  @BeforeAll
  static void open() {
    shop =
        RelayShop.open(
            Map.of(
                "methods",
                "GET HEAD POST",
                "content-types",
                "application/json text/plain image/*"));
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @AfterEach
  void behave() {
    shop.api().behave();
    shop.api().nonces(NonceMode.NONE);
  }

  private static Page answered(Reply reply) {
    shop.api().next().instead(any -> reply);
    return shop.get("/api/orders/7");
  }

  private static void assertRefused(Page page, int status, String code) {
    assertThat(page.status()).isEqualTo(status);
    assertThat(code(page)).isEqualTo(code);
    assertThat(page.body()).matches("\\{\"error\":\\{.*\"reference\":\"[0-9a-f]{8}\".*}}");
    assertThat(page.header("Content-Type").orElseThrow()).startsWith("application/json");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void bff_12_a_redirect_within_the_routes_is_passed_on_but_not_followed(int status) {
    int before = shop.api().requests().size();
    Page page =
        answered(
            Reply.redirect(shop.api().uri("/v1/orders/8") + "?page=2#top")
                .status(status)
                .header("Content-Type", "text/html"));
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.header("Location")).hasValue("../../api/orders/8?page=2");
    assertThat(page.location()).hasValue(shop.shop().home().resolve("/api/orders/8?page=2"));
    assertThat(shop.api().requests()).hasSize(before + 1);
  }

  @ParameterizedTest
  @CsvSource({"8, /api/orders/8", "./9?x=y, /api/orders/9?x=y", "/v1/orders, /api/orders"})
  void bff_12_a_relative_one_as_well(String location, String path) {
    Page page = answered(Reply.redirect(location));
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.location()).hasValue(shop.shop().home().resolve(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/v1/orders",
        "//evil.example/v1/orders",
        "/v2/admin",
        "/v1/orderskeeper",
        "/v1/orders/../admin",
        "/v1/orders/%2e%2e/admin",
        "/v1/orders/..%2fadmin",
        "/v1/orders/a;b=c",
        "http://user@127.0.0.1/v1/orders",
        "javascript:alert(1)",
        "/v1/orders?x=%"
      })
  void bff_12_any_other_redirect_is_a_502(String location) {
    int before = shop.api().requests().size();
    Page page = answered(Reply.redirect(location));
    assertRefused(page, 502, "api_answer_refused");
    assertThat(page.header("Location")).isEmpty();
    assertThat(shop.api().requests()).hasSize(before + 1);
  }

  @Test
  void bff_12_a_redirect_to_two_places_or_none_is_a_502() {
    assertRefused(
        answered(Reply.redirect("/v1/orders").addHeader("Location", "/v1/orders/2")),
        502,
        "api_answer_refused");
    assertRefused(
        answered(Reply.redirect("").withoutHeader("Location")), 502, "api_answer_refused");
  }

  @Test
  void a_new_resource_is_named_by_its_own_address_here() {
    Page made =
        answered(Reply.json(201, Map.of()).header("Location", shop.api().uri("/v1/orders/9") + ""));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).hasValue("../../api/orders/9");

    URI elsewhere = URI.create("https://internal.example/9");
    Page hidden = answered(Reply.json(201, Map.of()).header("Location", elsewhere.toString()));
    assertThat(hidden.status()).isEqualTo(201);
    assertThat(hidden.header("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "Text/HTML;charset=utf-8",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/javascript",
        "application/xml",
        "json",
        "application/json, text/html",
        "*/*"
      })
  void bff_13_content_that_could_run_here_is_not_passed_on(String type) {
    Page page = answered(Reply.text(200, type, "<script>alert(1)</script>"));
    assertRefused(page, 502, "api_answer_refused");
    assertThat(page.body()).doesNotContain("script");
  }

  @Test
  void bff_13_a_page_about_an_error_is_replaced_and_the_error_stays() {
    Page page = answered(Reply.text(404, "text/html", "<h1>Not found</h1><script>x()</script>"));
    assertRefused(page, 404, "api_answer_refused");
    assertThat(page.body()).doesNotContain("script");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 422, 429, 500, 503})
  void bff_13_errors_pass_as_they_are(int status) {
    Page page = answered(Reply.json(status, Map.of("title", "no")).header("Retry-After", "7"));
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.body()).isEqualTo("{\"title\":\"no\"}");
    assertThat(page.header("Retry-After")).hasValue("7");
  }

  @Test
  void bff_13_a_listed_kind_of_content_passes() {
    Page image = answered(Reply.text(200, "image/png", "png"));
    assertThat(image.status()).isEqualTo(200);
    assertThat(image.header("Content-Type")).hasValue("image/png");
  }

  @Test
  void bff_13_content_without_a_name_is_a_file_at_most() {
    shop.api().next().instead(any -> Reply.text(200, "x", "{}").withoutHeader("Content-Type"));
    assertRefused(shop.get("/api/orders"), 502, "api_answer_refused"); // this route lists no files
    try (RelayShop files = RelayShop.open(Map.of())) {
      files.api().next().instead(any -> Reply.text(200, "x", "{}").withoutHeader("Content-Type"));
      Page page = files.get("/api/orders");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).hasValue("application/octet-stream");
    }
  }

  @Test
  void answers_without_a_body_pass() {
    assertThat(answered(Reply.text(204, "x", "").withoutHeader("Content-Type")).status())
        .isEqualTo(204);
    assertThat(answered(Reply.text(304, "text/html", "").header("ETag", "\"7\"")).header("ETag"))
        .hasValue("\"7\"");
  }

  @Test
  void bff_13_a_refused_token_is_401_after_the_second_chance() { // DPB-05
    int before = shop.api().requests().size();
    shop.shop().time.advance(java.time.Duration.ofSeconds(31)); // else it would be new still
    shop.api().always().challenge("DPoP error=\"invalid_token\", algs=\"ES256\"");
    Page page = shop.get("/api/orders");
    assertRefused(page, 401, "token_refused");
    assertThat(page.header("WWW-Authenticate")).isEmpty();
    assertThat(page.location()).isEmpty();
    assertThat(shop.api().requests()).hasSize(before + 2);
  }

  @Test
  void bff_13_a_token_refused_once_is_renewed_unseen() {
    shop.shop().time.advance(java.time.Duration.ofSeconds(31));
    shop.api().refuseNextToken();
    assertThat(shop.get("/api/orders").status()).isEqualTo(200);
  }

  @Test
  void an_api_that_asks_for_a_bearer_token_is_a_502() { // DPB-02, A32
    int before = shop.api().requests().size();
    shop.api().askForBearerNext();
    assertRefused(shop.get("/api/orders"), 502, "api_answer_refused");
    assertThat(shop.api().requests()).hasSize(before + 1);
    assertThat(shop.lastCall().call().header("Authorization").orElseThrow()).startsWith("DPoP ");
  }

  @Test
  void endless_demands_for_nonces_end_after_two_requests() { // A29
    int before = shop.api().requests().size();
    shop.api().nonces(NonceMode.ENDLESS_DEMAND);
    assertRefused(shop.get("/api/orders"), 401, "token_refused");
    assertThat(shop.api().requests()).hasSize(before + 2);
  }

  @Test
  void a_missing_scope_is_named() {
    shop.api()
        .next()
        .instead(
            reply ->
                reply
                    .status(403)
                    .header(
                        "WWW-Authenticate",
                        "DPoP error=\"insufficient_scope\", scope=\"orders:write x\""));
    Page page = shop.get("/api/orders");
    assertRefused(page, 403, "insufficient_scope");
    assertThat(page.body()).contains("\"scope\":\"orders:write x\"");
  }

  @Test
  void a_scope_that_is_none_is_not_repeated() {
    shop.api()
        .next()
        .instead(
            reply ->
                reply
                    .status(403)
                    .header(
                        "WWW-Authenticate",
                        "DPoP error=\"insufficient_scope\", scope=\"a\\\",\\\"b\""));
    Page page = shop.get("/api/orders");
    assertRefused(page, 403, "insufficient_scope");
    assertThat(page.body()).doesNotContain("scope\":\"a");
  }

  @Test
  void an_answer_that_announces_too_much_is_not_begun() {
    try (RelayShop small = RelayShop.open(Map.of("max-response", "10"))) {
      Page page = small.get("/api/orders");
      assertRefused(page, 502, "api_answer_refused");
    }
  }
}
