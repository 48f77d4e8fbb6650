package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.Until;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two nodes, one session, and a provider that takes each refresh token once and ends the login when
 * it sees one again.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RefreshOnceIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  /** The provider's tokens live five minutes. */
  private static final Duration BEYOND_A_TOKEN = Duration.ofMinutes(5).plusSeconds(1);

  /** Generous: a slow machine is no outage. */
  private static final String LIMIT = "20s";

  private static final int AT_EACH_NODE = 100;

  private final Crowd crowd = new Crowd();

  @ParameterizedTest
  @EnumSource
  @DisplayName("200 requests at two nodes make one refresh, 20 times in a row (REF-02)")
  void a_session_on_the_server_is_refreshed_once(StoreKind kind) {
    try (Cluster cluster = new Cluster(STORES.running(kind).sessions(LIMIT))) {
      Node a = cluster.clocked();
      Node b = cluster.clocked();
      User alice = cluster.user("alice");
      alice.logIn(a, "/token");
      for (int ended = 1; ended <= 20; ended++) {
        assertThat(answersOnceTheTokenHasEnded(cluster, alice, a, b))
            .allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200))
            .extracting(HttpResponse::body)
            .allMatch(body -> body.startsWith("alice "))
            .containsOnly(alice.get(b, "/token").body());
        assertThat(refreshes(cluster)).isEqualTo(ended);
      }
      stillTheFirstLogin(cluster);
      aLogoutAtOneNodeIsSeenAtTheOther(alice, a, b);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("Nor do sessions in cookies need more than a place to coordinate (CK-15)")
  void a_session_in_cookies_is_refreshed_once(StoreKind kind) {
    try (Cluster cluster = new Cluster(STORES.running(kind).coordination(LIMIT))) {
      Node a = cluster.clocked();
      Node b = cluster.clocked();
      User alice = cluster.user("alice");
      alice.logIn(a, "/token");
      for (int ended = 1; ended <= 5; ended++) {
        List<HttpResponse<String>> answers = answersOnceTheTokenHasEnded(cluster, alice, a, b);
        Page newest = alice.get(b, "/token"); // with the cookie from before; this one is kept
        assertThat(answers)
            .allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200))
            .extracting(HttpResponse::body)
            .containsOnly(newest.body());
        assertThat(newest.setCookies()).isNotEmpty();
        assertThat(refreshes(cluster)).isEqualTo(ended);
      }
      stillTheFirstLogin(cluster);
      aLogoutAtOneNodeIsSeenAtTheOther(alice, a, b);
    }
  }

  /** The provider answers when all of them wait, at both nodes. */
  private List<HttpResponse<String>> answersOnceTheTokenHasEnded(
      Cluster cluster, User user, Node a, Node b) {
    List<URI> addresses =
        IntStream.range(0, AT_EACH_NODE)
            .boxed()
            .flatMap(n -> Stream.of(a.at("/token"), b.at("/token")))
            .toList();
    cluster.advance(BEYOND_A_TOKEN);
    int before = a.requests() + b.requests();
    try (Gate gate = cluster.provider().hold(Endpoint.TOKEN)) {
      List<CompletableFuture<HttpResponse<String>>> asked = crowd.ask(user.cookies(), addresses);
      Until.holds("all wait", () -> a.requests() + b.requests() == before + addresses.size());
      gate.awaitArrivals(1);
      gate.open();
      return asked.stream().map(CompletableFuture::join).toList();
    }
  }

  private static long refreshes(Cluster cluster) {
    return cluster.provider().requests(Endpoint.TOKEN).stream()
        .filter(call -> "refresh_token".equals(call.form().get("grant_type")))
        .count();
  }

  private static void stillTheFirstLogin(Cluster cluster) {
    assertThat(cluster.provider().reusesDetected()).isZero();
    assertThat(cluster.provider().requests(Endpoint.AUTHORIZE)).hasSize(1);
  }

  private void aLogoutAtOneNodeIsSeenAtTheOther(User user, Node a, Node b) {
    String copied = user.cookies();
    assertThat(crowd.ask(copied, b.at("/token")).join().statusCode()).isEqualTo(200);
    assertThat(user.post(a, "/auth/logout").status()).isEqualTo(200);
    assertThat(crowd.ask(copied, b.at("/token")).join().statusCode()).isEqualTo(401);
  }
}
