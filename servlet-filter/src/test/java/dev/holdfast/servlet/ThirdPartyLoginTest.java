package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another site sends a person here to log in (OpenID Connect Core §4). */
class ThirdPartyLoginTest {
  private final Shop shop =
      Shop.open(
          Shop.Kind.MEMORY, client -> client.logins(logins -> logins.allowFromThirdParties()));
  private final Browser browser = shop.browser();

  @AfterEach
  void close() {
    shop.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String parameters(String target) {
    return "iss="
        + encoded(shop.provider.issuer())
        + "&login_hint=bob&target_link_uri="
        + encoded(target);
  }

  private Page from(String query, String mode, String destination) {
    return browser.send(
        HttpRequest.newBuilder(shop.home().resolve("/auth/login?" + query))
            .header("Accept", "text/html")
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", mode)
            .header("Sec-Fetch-Dest", destination));
  }

  private Page link(String query) {
    return from(query, "navigate", "document");
  }

  private URI end(Page start) {
    return browser.follow(browser.follow(start)).location().orElseThrow();
  }

  private void assertNoLogin() {
    assertThat(shop.provider.requests(Endpoint.PAR)).isEmpty();
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  @DisplayName("TXN-14: by a link, with who and where to")
  void a_link_of_another_site_begins_a_login() {
    Page start = link(parameters(shop.home() + "/orders?id=1"));
    assertThat(start.status()).isEqualTo(303);
    assertThat(end(start)).isEqualTo(shop.home().resolve("/orders?id=1"));
    assertThat(browser.get("/whoami").body()).startsWith("bob ");
  }

  @Test
  @DisplayName("TXN-14, TXN-13: by a form")
  void a_form_of_another_site_begins_a_login() {
    Page start =
        browser.send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/login"))
                .header("Accept", "text/html")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(parameters(shop.home() + "/orders"))));
    assertThat(start.status()).isEqualTo(303);
    assertThat(end(start)).isEqualTo(shop.home().resolve("/orders"));
  }

  @Test
  @DisplayName("TXN-14: another issuer, several, or none")
  void another_issuer_is_refused() {
    for (String query :
        new String[] {
          "iss=",
          "iss=" + encoded("https://evil.example"),
          "iss=" + encoded(shop.provider.issuer() + "/"),
          "iss=" + encoded(shop.provider.issuer()) + "&iss=" + encoded("https://evil.example"),
          "iss=%C3%28"
        }) {
      Page page = link(query);
      assertThat(page.status()).as(query).isEqualTo(400);
      assertThat(page.body()).contains("issuer_mismatch").doesNotContain("evil");
    }
    assertThat(browser.post("/auth/login", Map.of("login_hint", "bob")).status()).isEqualTo(403);
    assertNoLogin();
  }

  @ParameterizedTest
  @DisplayName("TXN-14, RED-01, RED-04: a target that is no page of this application")
  @ValueSource(
      strings = {
        "",
        "https://evil.example/",
        "//evil.example",
        "/orders",
        "HOME//evil.example",
        "HOME@evil.example/",
        "HOME.evil.example/",
        "HOME/\\evil.example",
        "HOME/a/../../b",
        "HOME/auth/logout",
        "javascript:alert(1)"
      })
  void a_foreign_target_leads_to_the_front_page(String target) {
    String address = target.replace("HOME", shop.home().toString());
    assertThat(end(link(parameters(address)))).isEqualTo(shop.home().resolve("/"));
  }

  @Test
  @DisplayName("TXN-01, TXN-03: not behind a person's back")
  void what_no_person_sees_begins_no_login() {
    String query = parameters(shop.home() + "/orders");
    assertThat(from(query, "no-cors", "image").status()).isEqualTo(403);
    assertThat(from(query, "navigate", "iframe").status()).isEqualTo(403);
    assertNoLogin();
  }

  @Test
  void a_hint_without_end_is_left_out() {
    String query = "iss=" + encoded(shop.provider.issuer()) + "&login_hint=" + "x".repeat(300);
    assertThat(link(query).status()).isEqualTo(303);
    assertThat(shop.provider.requests(Endpoint.PAR).get(0).form()).doesNotContainKey("login_hint");
  }

  @Test
  @DisplayName("TXN-14: off, unless switched on")
  void without_the_setting_nobody_else_chooses() {
    try (Shop other = Shop.open(Shop.Kind.MEMORY)) {
      Browser visitor = other.browser();
      String query = "iss=" + encoded(other.provider.issuer()) + "&login_hint=bob";
      assertThat(visitor.navigate("/auth/login?" + query).status()).isEqualTo(303);
      assertThat(other.provider.requests(Endpoint.PAR).get(0).form())
          .doesNotContainKey("login_hint");
      assertThat(visitor.post("/auth/login", Map.of("iss", "x")).status()).isEqualTo(405);
    }
  }
}
