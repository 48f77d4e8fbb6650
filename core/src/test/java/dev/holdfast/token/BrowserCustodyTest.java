package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is promised of sessions that the browser holds. */
class BrowserCustodyTest extends RefreshRig {
  @Test
  void an_older_cookie_follows_its_successor_for_a_minute() {
    try (Node node = inBrowser()) {
      OpenSession old = node.login();
      time.advance(LIFE);
      HeldSession held = new HeldSession(old);
      UserAccessToken token = token(ask(node, held));
      time.advance(Duration.ofSeconds(59));
      OpenSession followed = node.oidc().sessions().resume(old.ticket()).orElseThrow();
      assertThat(followed.ticket()).isEqualTo(held.current().orElseThrow().ticket());
      assertThat(token(ask(node, new HeldSession(followed)))).isEqualTo(token);
      time.advance(Duration.ofSeconds(1));
      assertThat(node.oidc().sessions().resume(old.ticket())).isEmpty();
      assertThat(refreshes()).as("the spent refresh token was not sent again").hasSize(1);
    }
  }

  @Test
  @DisplayName("SES-21, A72: a copied cookie is dead after logout")
  void a_copied_cookie_is_dead_after_logout() {
    try (Node node = inBrowser()) {
      OpenSession first = node.login();
      time.advance(LIFE);
      HeldSession held = new HeldSession(first);
      token(ask(node, held));
      OpenSession second = held.current().orElseThrow();
      node.oidc().sessions().close(second);
      assertThat(node.oidc().sessions().resume(first.ticket())).isEmpty();
      assertThat(node.oidc().sessions().resume(second.ticket())).isEmpty();
    }
  }

  @Test
  void a_response_that_cannot_set_a_cookie_refreshes_nothing() {
    try (Node node = inBrowser()) {
      OpenSession session = node.login();
      HeldSession committed = new HeldSession(session).committed();
      time.advance(LIFE.minusSeconds(5));
      token(ask(node, committed));
      time.advance(Duration.ofSeconds(5));
      assertThat(ask(node, committed))
          .isEqualTo(
              new TokenResult.TryLater(ErrorCode.RESPONSE_COMMITTED, java.util.Optional.empty()));
      assertThat(refreshes()).isEmpty();
    }
  }

  @Test
  void idle_and_absolute_limits_are_sealed_into_the_cookie() {
    try (Node node = inBrowser()) {
      OpenSession session = node.login();
      time.advance(config.times().idle());
      assertThat(node.oidc().sessions().resume(session.ticket())).isEmpty();
    }
  }

  @Test
  void a_touch_moves_the_idle_limit_once_a_tenth_of_it_has_passed() {
    try (Node node = inBrowser()) {
      OpenSession session = node.login();
      assertThat(node.oidc().sessions().touch(session)).isSameAs(session);
      time.advance(config.times().idle().dividedBy(10).plusSeconds(1));
      OpenSession touched = node.oidc().sessions().touch(session);
      assertThat(touched.ticket()).isNotEqualTo(session.ticket());
      time.advance(config.times().idle().minusSeconds(1));
      assertThat(node.oidc().sessions().resume(touched.ticket())).isPresent();
    }
  }

  @Test
  void a_touch_whose_answer_is_lost_costs_nothing() {
    try (Node node = inBrowser()) {
      OpenSession session = node.login();
      time.advance(config.times().idle().dividedBy(2));
      OpenSession lost = node.oidc().sessions().touch(session);
      assertThat(lost.ticket()).isNotEqualTo(session.ticket());
      time.advance(Duration.ofMinutes(10));
      assertThat(node.oidc().sessions().resume(session.ticket()))
          .map(OpenSession::ticket)
          .contains(lost.ticket());
    }
  }

  @Test
  void two_rewrites_at_once_end_with_one_newest_cookie() throws Exception {
    try (Node node = inBrowser()) {
      OpenSession session = node.login();
      time.advance(config.times().idle().dividedBy(2));
      Callable<OpenSession> touch = () -> node.oidc().sessions().touch(session);
      List<Future<OpenSession>> all =
          threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> touch).toList());
      Set<String> rewritten = new HashSet<>();
      for (Future<OpenSession> one : all) {
        rewritten.add(result(one).ticket().text());
      }
      rewritten.remove(session.ticket().text());
      assertThat(rewritten).hasSize(1);
      CompletableFuture<String> newest = new CompletableFuture<>();
      node.oidc()
          .sessions()
          .resume(session.ticket())
          .ifPresent(found -> newest.complete(found.ticket().text()));
      assertThat(rewritten).containsExactly(newest.get());
    }
  }
}
