package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of a login that the provider does not let begin, or of an answer without use. */
class RefusedRequestTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY);

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  @DisplayName("AREQ-07: a page that says when to come back, and no redirect")
  void a_busy_provider_is_left_alone_for_as_long_as_it_asks(int status) {
    shop.provider
        .next()
        .at(Endpoint.PAR)
        .instead(reply -> reply.status(status).header("Retry-After", "7"));
    Page page = shop.browser().navigate("/whoami");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("Retry-After")).hasValue("7");
    assertThat(page.location()).isEmpty();
    assertThat(page.body()).contains("provider_unavailable");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  @DisplayName("AREQ-07: a page that sends nobody to the provider")
  void a_request_that_will_never_do_leads_nowhere(int status) {
    shop.provider.next().at(Endpoint.PAR).status(status);
    Page page = shop.browser().navigate("/whoami");
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.location()).isEmpty();
  }

  @Test
  @DisplayName("CB-09: a page at an address with a code tells nobody, and loads nothing")
  void a_page_about_a_refused_answer_keeps_its_address_to_itself() {
    shop.provider.next().onAuthorize(answer -> answer.put("iss", "https://evil.example"));
    Page page = shop.browser().open("/whoami");
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("issuer_mismatch").doesNotContain("code=");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; ");
  }
}
