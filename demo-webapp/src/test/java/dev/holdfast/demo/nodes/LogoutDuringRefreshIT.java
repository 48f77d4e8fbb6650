package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.Until;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.RecordedCall;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user logs out at one node while the other is renewing the session's tokens. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LogoutDuringRefreshIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  private static final Duration BEYOND_A_TOKEN = Duration.ofMinutes(5).plusSeconds(1);

  /** Generous: a slow machine is no outage. */
  private static final String LIMIT = "20s";

  private final Crowd crowd = new Crowd();

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "REF-10, A60: the session stays ended, and the tokens that came too late are revoked")
  void a_logout_wins_against_a_refresh_at_another_node(StoreKind kind) {
    assertThatTheLogoutWins(STORES.running(kind).sessions(LIMIT));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("REF-10: the same with sessions in cookies")
  void a_logout_wins_with_sessions_in_cookies_too(StoreKind kind) {
    assertThatTheLogoutWins(STORES.running(kind).coordination(LIMIT));
  }

  private void assertThatTheLogoutWins(Map<String, String> stores) {
    try (Cluster cluster = new Cluster(stores)) {
      Node a = cluster.clocked();
      Node b = cluster.clocked();
      User alice = cluster.user("alice");
      alice.logIn(a, "/token");
      String copied = alice.cookies();
      cluster.advance(BEYOND_A_TOKEN);
      HeldRefreshes held = new HeldRefreshes();
      cluster
          .provider()
          .always()
          .onToken(answer -> answer.status() == 200 ? held.hold(answer) : answer);
      CompletableFuture<HttpResponse<String>> asked = crowd.ask(copied, b.at("/token"));
      held.awaitOne();
      assertThat(alice.post(a, "/auth/logout").status()).isEqualTo(200);
      Until.holds("what the session had is revoked", () -> revoked(cluster).size() == 2);
      held.release();
      assertThat(asked.join().statusCode()).isEqualTo(401);
      Until.holds("what came too late is revoked", () -> revoked(cluster).size() == 4);
      assertThat(revoked(cluster))
          .extracting(call -> call.form().get("token"))
          .doesNotHaveDuplicates();
      assertThat(crowd.ask(copied, a.at("/token")).join().statusCode()).isEqualTo(401);
      assertThat(crowd.ask(copied, b.at("/token")).join().statusCode()).isEqualTo(401);
    }
  }

  private static List<RecordedCall> revoked(Cluster cluster) {
    return cluster.provider().requests(Endpoint.REVOKE);
  }
}
