package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.Until;
import dev.holdfast.testkit.Page;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node whose store is not there when it starts, or is there and says nothing. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class StoreAwayIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  @ParameterizedTest
  @EnumSource
  void a_node_starts_without_its_store_and_heals_when_the_store_comes(StoreKind kind) {
    StoreServer store = STORES.running(kind);
    try (Cluster cluster = new Cluster(store.sessions("5s"))) {
      User alice = cluster.user("alice");
      alice.logIn(cluster.demo(), "/account");
      store.kill();
      Node late = cluster.demo();

      assertThat(alice.get(late, "/").body()).contains("\"authenticated\":false");
      comesBackLater(alice.get(late, "/account"));
      comesBackLater(alice.navigate(late, "/account"));
      User bob = cluster.user("bob");
      comesBackLater(bob.tryToLogIn(late, "/account"));

      store.start();
      Until.holds("the session is back", () -> alice.get(late, "/account").status() == 200);
      assertThat(alice.get(late, "/").body()).contains("alice");
      bob.logIn(late, "/account");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_store_that_hangs_is_given_up_in_time_and_costs_nobody_the_session(StoreKind kind) {
    StoreServer store = STORES.running(kind);
    try (Cluster cluster = new Cluster(store.sessions("250ms"))) {
      Node node = cluster.demo();
      User alice = cluster.user("alice");
      Until.holds("she is in", () -> alice.tryToLogIn(node, "/account").status() == 200);
      store.freeze();
      try {
        long begin = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> all =
            new Crowd().ask(alice.cookies(), Collections.nCopies(40, node.at("/account")));

        assertThat(all.stream().map(CompletableFuture::join))
            .extracting(HttpResponse::statusCode)
            .containsOnly(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
      } finally {
        store.thaw();
      }
      Until.holds("it goes on", () -> alice.get(node, "/account").status() == 200);
    }
  }

  private static void comesBackLater(Page page) {
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.header("Retry-After")).isPresent();
    assertThat(page.body()).contains("store_unavailable");
  }
}
