package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Under a FAPI profile a person is asked first, and what the other site wanted is kept. */
class ConfirmedThirdPartyLoginTest {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\">Sign in</a>");

  private final DeployedShop shop = new DeployedShop();
  private final Browser browser = shop.browser();

  @BeforeEach
  void start() throws JOSEException {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
    shop.provider.client(FakeClient.withKey("shop", key));
    shop.start(
        Map.of(
            "client-secret", "",
            "client-key", key.toJSONString(),
            "profile", "fapi2",
            "third-party-login", "true"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String parameters(String more) {
    return "iss=" + encoded(shop.provider.issuer()) + more;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder elsewhere(String query) {
    return HttpRequest.newBuilder(shop.home().resolve("/auth/login" + query))
        .header("Accept", "text/html")
        .header("Sec-Fetch-Site", "cross-site")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document");
  }

  /** Follows the link of the page that asks, as a person does. */
  private Page confirmed(Page asking) {
    assertThat(asking.status()).isEqualTo(200);
    assertThat(shop.provider.requests(Endpoint.PAR)).as("not yet").isEmpty();
    Matcher link = LINK.matcher(asking.body());
    assertThat(link.find()).as(asking.body()).isTrue();
    URI address = URI.create(link.group(1).replace("&amp;", "&"));
    return browser.send(
        HttpRequest.newBuilder(address)
            .header("Accept", "text/html")
            .header("Sec-Fetch-Site", "same-origin")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document"));
  }

  private void assertBobArrives(Page start) {
    assertThat(browser.follow(browser.follow(start)).location())
        .hasValue(shop.home().resolve("/whoami?id=1&x=%26"));
    assertThat(shop.latest(Endpoint.PAR).form()).containsEntry("login_hint", "bob & \"co\"");
    assertThat(browser.get("/whoami").body()).startsWith("bob & \"co\" ");
  }

  private String all() {
    return parameters(
        "&login_hint="
            + encoded("bob & \"co\"")
            + "&target_link_uri="
            + encoded(shop.home() + "/whoami?id=1&x=%26"));
  }

  @Test
  @DisplayName("TXN-03, TXN-14: by a link")
  void a_link_keeps_its_hint_and_its_target() {
    assertBobArrives(confirmed(browser.send(elsewhere("?" + all()))));
  }

  @Test
  @DisplayName("TXN-03, TXN-14: by a form")
  void a_form_keeps_its_hint_and_its_target() {
    assertBobArrives(
        confirmed(
            browser.send(
                elsewhere("")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(all())))));
  }

  @Test
  @DisplayName("TXN-14: nothing else of it is kept")
  void what_was_not_read_is_not_kept() {
    String query =
        parameters("&acr_values=low&target_link_uri=" + encoded("https://evil.example/"));
    Page asking = browser.send(elsewhere("?" + query));
    assertThat(asking.body()).doesNotContain("evil", "acr_values", "login_hint");
    Page start = confirmed(asking);
    assertThat(browser.follow(browser.follow(start)).location()).hasValue(shop.home().resolve("/"));
    assertThat(shop.provider.requests(Endpoint.PAR))
        .extracting(RecordedCall::form)
        .singleElement()
        .satisfies(form -> assertThat(form).doesNotContainKeys("acr_values", "login_hint"));
  }
}
