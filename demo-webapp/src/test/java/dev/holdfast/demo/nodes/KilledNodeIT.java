package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A node dies while the provider works on its refreshes. Their leases outlive it by up to 30 s, in
 * real time, so the stores are waited for together.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KilledNodeIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
  private static final InstantSource TIME = InstantSource.system();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Crowd crowd = new Crowd();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  @DisplayName("A node that dies in a refresh takes with it only what the provider has spent")
  void a_refresh_of_a_killed_node_is_made_good_or_ends_in_a_login() {
    List<CompletableFuture<Void>> stores =
        Arrays.stream(StoreKind.values())
            .map(kind -> CompletableFuture.runAsync(() -> killANode(kind), threads))
            .toList();

    stores.forEach(CompletableFuture::join);
  }

  private void killANode(StoreKind kind) {
    try (Cluster cluster = new Cluster(STORES.running(kind).sessions("20s"))) {
      Node doomed = cluster.clocked();
      Node survivor = cluster.clocked();
      User untouched = loggedIn(cluster, "alice", doomed);
      User rotated = loggedIn(cluster, "bob", doomed);
      cluster.advance(Duration.ofMinutes(5).plusSeconds(1));

      CompletableFuture<?> lost =
          twoRefreshesInFlight(cluster.provider(), doomed, untouched, rotated);
      Instant killed = TIME.instant();
      CompletableFuture<HttpResponse<String>> first = settled(survivor, untouched);
      CompletableFuture<HttpResponse<String>> second = settled(survivor, rotated);

      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(first.join().body()).startsWith("alice ");
      assertThat(second.join().statusCode()).isEqualTo(401);
      assertThat(Duration.between(killed, TIME.instant())).isLessThan(LONGEST_WAIT);
      assertThat(lost).isCompletedExceptionally();
      assertThat(rotated.navigate(survivor, "/token").location()).isPresent();
      assertThat(cluster.provider().reusesDetected()).isEqualTo(1);
      assertThat(untouched.get(cluster.clocked(), "/token").status()).isEqualTo(200);
    }
  }

  private static User loggedIn(Cluster cluster, String name, Node node) {
    User user = cluster.user(name);
    user.logIn(node, "/token");
    return user;
  }

  /**
   * Kills the node when one refresh token is spent and its successor not yet sent, and the other
   * one has arrived and will never be looked at.
   */
  private CompletableFuture<?> twoRefreshesInFlight(
      FakeProvider provider, Node doomed, User untouched, User rotated) {
    HeldRefreshes held = new HeldRefreshes();
    provider.next().onToken(held::hold);
    CompletableFuture<?> one = crowd.ask(rotated.cookies(), doomed.at("/token"));
    held.awaitOne();
    provider.next().at(Endpoint.TOKEN).instead(held::hold);
    CompletableFuture<?> other = crowd.ask(untouched.cookies(), doomed.at("/token"));
    held.awaitOne();
    doomed.kill();
    held.release();
    return CompletableFuture.allOf(one, other);
  }

  /** Asks until the answer is another than "later"; until then that is the only one there is. */
  private CompletableFuture<HttpResponse<String>> settled(Node node, User user) {
    Instant end = TIME.instant().plus(LONGEST_WAIT);
    return CompletableFuture.supplyAsync(
        () -> {
          HttpResponse<String> answer = crowd.ask(user.cookies(), node.at("/token")).join();
          while (answer.statusCode() == 503 && TIME.instant().isBefore(end)) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            answer = crowd.ask(user.cookies(), node.at("/token")).join();
          }
          return answer;
        },
        threads);
  }
}
