package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.ResponseMode;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider's page posts the answer, and no cookie of ours comes along ({@code form_post}). */
class PostedAnswerTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Shop shop =
      Shop.open(
          Shop.Kind.MEMORY,
          client -> client.logins(logins -> logins.responseMode(ResponseMode.FORM_POST)));
  private final Browser browser = shop.browser();

  @AfterEach
  void close() {
    shop.close();
  }

  /** The provider's page, which posts itself. */
  private Page posting(String path) {
    return browser.follow(browser.navigate(path));
  }

  private Page post(String type, String body) {
    return browser.send(
        HttpRequest.newBuilder(shop.home().resolve("/auth/callback"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private int redemptions() {
    return shop.provider.requests(Endpoint.TOKEN).size();
  }

  private void assertRefused(Page page) {
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.header("Location")).isEmpty();
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(redemptions()).isZero();
  }

  @Test
  @DisplayName("CB-01, CK-05: asked for, posted without cookies, carried on to where they are")
  void a_posted_answer_logs_in() {
    Page posted = browser.submit(posting("/orders?id=1"));
    assertThat(shop.provider.requests(Endpoint.PAR).get(0).form())
        .containsEntry("response_mode", "form_post");
    assertThat(posted.status()).isEqualTo(303);
    assertThat(posted.header("Cache-Control")).hasValue("no-store");
    assertThat(posted.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(posted.setCookies()).isEmpty();
    URI on = posted.location().orElseThrow();
    assertThat(on.toString()).startsWith(shop.home() + "/auth/callback?answer=");
    assertThat(shop.provider.secrets().foundIn(on.toString())).as("no code in it").isEmpty();
    Page end = browser.follow(posted);
    assertThat(end.location()).hasValue(shop.home().resolve("/orders?id=1"));
    assertThat(browser.follow(end).body()).startsWith("alice ");
    assertThat(redemptions()).isEqualTo(1);
  }

  @Test
  @DisplayName("CB-16: the session before is ended, though the form came without its cookie")
  void the_session_before_is_seen() {
    browser.follow(browser.follow(browser.submit(posting("/orders"))));
    String before = browser.cookie("loopback-session").orElseThrow();
    browser.follow(browser.submit(posting("/auth/login")));
    assertThat(browser.cookie("loopback-session").orElseThrow()).isNotEqualTo(before);
    Browser thief = shop.browser();
    thief.plant("loopback-session", before);
    assertThat(thief.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("CB-10, CB-11: posted twice, carried on twice, redeemed once")
  void an_answer_that_comes_again_leads_where_it_led() {
    Page form = posting("/orders");
    Page first = browser.submit(form);
    Page second = browser.submit(form);
    assertThat(browser.follow(first).location()).hasValue(shop.home().resolve("/orders"));
    assertThat(browser.follow(second).location()).hasValue(shop.home().resolve("/orders"));
    assertThat(redemptions()).isEqualTo(1);
  }

  @Test
  @DisplayName("TXN-06: what is carried on is worth nothing in another browser, nor for long")
  void a_carried_answer_needs_its_browser_and_goes_stale() {
    URI on = browser.submit(posting("/orders")).location().orElseThrow();
    assertRefused(shop.browser().navigate(on));
    shop.time.advance(Duration.ofSeconds(61));
    assertRefused(browser.navigate(on));
  }

  @Test
  @DisplayName("CB-08: an error comes the same way")
  void a_posted_error_is_told() {
    shop.provider.next().denyLogin("access_denied");
    Page page = browser.follow(browser.submit(posting("/orders")));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("login_denied");
  }

  @Test
  @DisplayName("CB-02: in this mode nothing in an address is an answer")
  void a_plain_query_is_none() {
    String query = "code=x&state=y";
    assertRefused(browser.navigate("/auth/callback?" + query));
    assertRefused(browser.navigate("/auth/callback?answer=AAAA"));
    assertRefused(browser.navigate("/auth/callback"));
    Page split =
        browser.send(
            HttpRequest.newBuilder(shop.home().resolve("/auth/callback?code=x"))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString("state=y")));
    assertRefused(split);
  }

  @ParameterizedTest
  @DisplayName("CB-02, CB-07: what no provider posts")
  @ValueSource(
      strings = {
        "",
        "code=x",
        "code=x&state=a&state=b",
        "code=x&code=y&state=a",
        "code=x&state=a&access_token=t",
        "code=x&error=y&state=a",
        "code=%zz&state=a"
      })
  void what_no_provider_posts_is_refused(String body) {
    assertRefused(post(FORM, body));
  }

  @Test
  @DisplayName("CB-02, NET-05: a form of that type and size only")
  void another_type_or_size_is_refused() {
    assertRefused(post("application/json", "{\"code\":\"x\",\"state\":\"y\"}"));
    assertRefused(post("text/plain", "code=x&state=y"));
    assertRefused(post(FORM, "code=x&state=y&pad=" + "z".repeat(20_000)));
    assertRefused(post(FORM, "code=x&state=y&pad=" + "z".repeat(5_000)));
    assertThat(post(FORM + "; charset=UTF-8", "code=x&state=y").status()).isEqualTo(303);
  }

  @ParameterizedTest
  @DisplayName("CB-01, A18: other methods touch nothing")
  @ValueSource(strings = {"HEAD", "OPTIONS", "PUT", "DELETE"})
  void other_methods_touch_nothing(String method) {
    URI on = browser.submit(posting("/orders")).location().orElseThrow();
    Page page = browser.send(HttpRequest.newBuilder(on).method(method, BodyPublishers.noBody()));
    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).hasValue("GET, POST");
    assertThat(browser.navigate(on).status()).isEqualTo(303);
  }
}
