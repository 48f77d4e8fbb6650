package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.testkit.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What users of the demo meet, in the order in which they meet it, whatever keeps the sessions. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class JourneyCases {
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(3);

  private final TestStore store;
  private final OwnProviderDemo demo;
  private Visitor visitor;

  JourneyCases(TestStore store) {
    this.store = store;
    this.demo = Demos.start(store.store(), TOKEN_LIFE);
  }

  @BeforeEach
  void visit() {
    visitor = new Visitor(demo.origin());
  }

  @AfterAll
  void stop() {
    demo.close();
    store.close();
  }

  @Test
  void the_home_page_is_for_everybody() {
    Page home = visitor.browser().open("/");

    assertThat(home.status()).isEqualTo(200);
    assertThat(home.body()).contains("/auth/login?return_to=/account");
    assertThat(home.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
    assertThat(visitor.json("/").get("authenticated").asBoolean()).isFalse();
    assertThat(visitor.browser().get("/demo.css").status()).isEqualTo(200);
  }

  @Test
  void a_program_without_a_session_is_told_so() {
    Page refused = visitor.browser().get("/account");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(Visitor.parse(refused).at("/error/code").asText()).isEqualTo("session_required");
  }

  @Test
  void a_login_by_form_leads_back_to_the_page_that_was_asked_for() {
    Page account = visitor.logIn("alice", "/account");

    assertThat(account.uri()).hasPath("/account");
    assertThat(account.body()).contains("<h1>Alice Arden</h1>").contains("alice@example.org");
  }

  @Test
  void the_account_says_who_and_how_long_and_with_which_key() {
    visitor.logIn("alice", "/account");
    JsonNode account = visitor.json("/account");

    assertThat(account.get("sub").asText()).isEqualTo("alice");
    assertThat(account.at("/claims/name").asText()).isEqualTo("Alice Arden");
    assertThat(account.get("jkt").asText()).hasSize(43);
    assertThat(Instant.parse(account.get("expiresAt").asText()))
        .isAfter(Instant.parse(account.get("authenticatedAt").asText()));
  }

  @Test
  void the_api_is_called_with_the_key_of_the_session() {
    visitor.logIn("bob", "/orders");
    JsonNode orders = visitor.json("/orders");

    assertThat(orders.get("status").asInt()).isEqualTo(200);
    assertThat(orders.get("scheme").asText()).isEqualTo("DPoP");
    assertThat(orders.get("jkt")).isEqualTo(visitor.json("/account").get("jkt"));
    assertThat(orders.at("/body/sub").asText()).isEqualTo("bob");
    assertThat(orders.at("/body/jkt")).isEqualTo(orders.get("jkt"));
  }

  @Test
  void an_ended_token_is_renewed_with_the_same_key_and_nobody_is_asked() {
    visitor.logIn("alice", "/orders");
    demo.provider().requests().clear();
    JsonNode before = visitor.json("/orders");
    Until.holds(
        "the token was renewed",
        () -> {
          assertThat(visitor.json("/orders")).isEqualTo(before);
          return demo.provider().requests().refreshes().stream()
              .anyMatch(refresh -> refresh.answer().status() == 200);
        });

    assertThat(demo.provider().requests().to("/login")).isEmpty();
  }

  @Test
  void every_login_has_a_key_of_its_own() {
    visitor.logIn("alice", "/account");
    Visitor again = new Visitor(demo.origin());
    again.logIn("alice", "/account");

    assertThat(again.json("/account").get("jkt")).isNotEqualTo(visitor.json("/account").get("jkt"));
  }

  @Test
  @DisplayName("Tabs that wait for a sign-in at once all arrive where they wanted (TXN-07)")
  void many_tabs_arrive_where_they_wanted() {
    Page first = visitor.browser().open("/account");
    Page second = visitor.browser().open("/orders");

    assertThat(visitor.signIn("alice", first).uri()).hasPath("/account");
    assertThat(visitor.signIn("alice", second).uri()).hasPath("/orders");
  }

  @Test
  void an_error_of_the_filter_wears_the_applications_clothes() {
    Page refused = visitor.browser().navigate("/auth/callback?code=a&state=b");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("demo.css").contains("login_unknown");
    assertThat(refused.header("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void a_logout_ends_at_home_with_a_word_and_without_a_session() {
    visitor.logIn("alice", "/account");
    Map<String, String> before = visitor.browser().cookies();
    Page home = visitor.logOut(demo.origin());

    assertThat(home.uri()).hasPath("/").hasQuery("logged-out");
    assertThat(home.body()).contains("You are signed out.");
    assertThat(visitor.browser().get("/account").status()).isEqualTo(401);
    before.forEach(visitor.browser()::plant);
    assertThat(visitor.browser().get("/account").status())
        .as("with a copied cookie")
        .isEqualTo(401);
  }

  @Test
  void nothing_from_an_address_gets_into_a_page_unescaped() {
    visitor.logIn("alice", "/account");
    Page orders = visitor.browser().open("/orders?before=%3Cscript%3E");

    assertThat(orders.body()).contains("The token was renewed").doesNotContain("<script>");
  }

  @Test
  void a_page_that_is_not_there_says_so_in_both_forms() {
    visitor.logIn("alice", "/account");
    Page page = visitor.browser().navigate("/nothing");
    Page json = visitor.browser().get("/nothing");

    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body()).contains("There is no such page.").contains("Alice Arden");
    assertThat(json.status()).isEqualTo(404);
    assertThat(Visitor.parse(json).at("/error/code").asText()).isEqualTo("not_found");
  }
}
