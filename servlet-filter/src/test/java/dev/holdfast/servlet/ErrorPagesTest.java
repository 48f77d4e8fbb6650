package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see when something goes wrong (OPS-02, OPS-03). */
class ErrorPagesTest {

  @Test
  void a_page_loads_nothing_and_repeats_nothing() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY)) {
      Page page = shop.browser().navigate("/auth/callback?error=%3Cb%3Ex&state=markermarker");
      assertThat(page.header("Content-Security-Policy").orElseThrow())
          .matches(
              "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; frame-ancestors 'none';"
                  + " base-uri 'none'; form-action 'self'");
      assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
      assertThat(page.header("Content-Type").orElseThrow().toLowerCase(java.util.Locale.ROOT))
          .isEqualTo("text/html;charset=utf-8");
      assertThat(page.body()).doesNotContain("markermarker").doesNotContain("<b>");
      assertThat(page.body()).containsPattern("reference <code>[0-9a-f]{8}</code>");
    }
  }

  @Test
  void an_application_may_show_its_own() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("error-page", "/error-page"))) {
      Page page = shop.browser().navigate("/auth/callback");
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).isEqualTo("error page for nobody");
      assertThat(page.header("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void a_page_of_the_application_may_ask_for_a_user_and_finds_none() {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("error-page", "/own-error-page"))) {
      Page page = shop.browser().navigate("/auth/callback");
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.body()).isEqualTo("claims: Optional.empty");
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_code_has_advice_that_fits_into_json_and_html(ErrorCode code) {
    Advice advice = Advice.on(code);
    assertThat(advice.title() + advice.what() + advice.help()).matches("[A-Za-z0-9 .,;'-]+");
    assertThat(new ErrorDocument().of(advice, "https://a/?b&c", "400 " + code, "00000000"))
        .contains(code.code())
        .contains("https://a/?b&amp;c")
        .doesNotContain("{{");
  }
}
