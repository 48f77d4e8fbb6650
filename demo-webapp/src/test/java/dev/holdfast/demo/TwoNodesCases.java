package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** One browser at two nodes, which share nothing but their settings and the store. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TwoNodesCases {
  /** Longer than what is done between a renewal and the look at the other node. */
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(10);

  private final TestStore store;
  private final OwnProviderDemo demo;
  private final String one;
  private final String two;
  private Visitor visitor;

  TwoNodesCases(TestStore store) {
    this.store = store;
    this.demo = Demos.startTwoNodes(store.store(), TOKEN_LIFE);
    this.one = demo.origins().get(0);
    this.two = demo.origins().get(1);
  }

  @BeforeEach
  void visit() {
    visitor = new Visitor(one);
  }

  @AfterAll
  void stop() {
    demo.close();
    store.close();
  }

  @Test
  void each_page_names_the_node_that_answered_and_leads_to_the_other() {
    visitor.logIn("alice", "/account");
    for (List<String> pair : List.of(List.of(one, two), List.of(two, one))) {
      Page account = visitor.browser().open(pair.get(0) + "/account");

      assertThat(account.body())
          .contains("Answered at port " + URI.create(pair.get(0)).getPort())
          .contains("href=\"" + pair.get(1) + "/account\"");
      assertThat(visitor.json(pair.get(0) + "/").get("port").asInt())
          .isEqualTo(URI.create(pair.get(0)).getPort());
    }
  }

  @Test
  void a_login_at_node_one_is_good_at_node_two() {
    visitor.logIn("alice", "/account");
    JsonNode account = visitor.json("/account");

    assertThat(visitor.json(two + "/account")).isEqualTo(account);
    assertThat(visitor.json(two + "/orders").get("jkt")).isEqualTo(account.get("jkt"));
  }

  @Test
  void a_login_that_begins_at_node_two_ends_at_node_one_and_is_good_at_both() {
    Page orders = visitor.logIn("bob", two + "/orders");

    assertThat(orders.uri().toString()).isEqualTo(one + "/orders");
    assertThat(visitor.json(two + "/account")).isEqualTo(visitor.json("/account"));
  }

  @Test
  void a_logout_at_node_two_ends_the_session_at_node_one() {
    visitor.logIn("alice", "/account");
    Map<String, String> before = visitor.browser().cookies();
    Page home = visitor.logOut(two);

    assertThat(home.body()).contains("You are signed out.");
    before.forEach(visitor.browser()::plant);
    assertThat(visitor.browser().get("/account").status())
        .as("with a copied cookie")
        .isEqualTo(401);
    assertThat(visitor.browser().get(two + "/account").status()).isEqualTo(401);
  }

  @Test
  void a_renewal_at_node_one_is_seen_at_node_two_without_another_token_call() {
    visitor.logIn("alice", "/account");
    demo.provider().requests().clear();
    Until.holds(
        "the token was renewed",
        () -> {
          visitor.json("/orders");
          return renewals() > 0;
        });
    JsonNode orders = visitor.json(two + "/orders");

    assertThat(orders.get("status").asInt()).isEqualTo(200);
    assertThat(orders).isEqualTo(visitor.json("/orders"));
    assertThat(renewals()).isEqualTo(1);
  }

  private long renewals() {
    return demo.provider().requests().refreshes().stream()
        .filter(refresh -> !refresh.answer().nonceDemanded())
        .count();
  }
}
