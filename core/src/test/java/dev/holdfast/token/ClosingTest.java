package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What becomes of a refresh when the application is stopped. */
class ClosingTest extends RefreshRig {
  private static void awaitWaiting(Thread thread) {
    Eventually.holds(
        thread + " waits",
        () -> !thread.isAlive() || thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void a_refresh_under_way_is_saved_before_the_application_stops() throws Exception {
    Node node = onServer();
    OpenSession session = node.login();
    time.advance(LIFE);
    Thread closing = new Thread(node::close, "closing");
    Future<TokenResult> asked;
    try (Gate gate = provider.hold(Endpoint.TOKEN)) {
      asked = asking(node, new HeldSession(session));
      gate.awaitArrivals(1);
      closing.start();
      awaitWaiting(closing);
    }
    closing.join();

    UserAccessToken fresh = token(result(asked));
    try (Node next = onServer()) {
      OpenSession found = next.oidc().sessions().resume(session.ticket()).orElseThrow();
      assertThat(token(ask(next, new HeldSession(found)))).isEqualTo(fresh);
    }
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void whoever_is_interrupted_while_closing_waits_no_longer_and_stays_interrupted()
      throws Exception {
    Node node = onServer();
    OpenSession session = node.login();
    time.advance(LIFE);
    try (Gate gate = provider.hold(Endpoint.TOKEN)) {
      Future<TokenResult> asked = asking(node, new HeldSession(session));
      gate.awaitArrivals(1);
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                node.close();
                return Thread.interrupted();
              });

      assertThat(result(interrupted)).isTrue();
      assertThat(result(asked)).isInstanceOf(TokenResult.TryLater.class);
    }
  }
}
