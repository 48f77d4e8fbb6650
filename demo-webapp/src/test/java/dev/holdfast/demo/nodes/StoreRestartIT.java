package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.demo.Until;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store dies under load and comes back, with what it had acknowledged. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class StoreRestartIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  private static final int THREADS = 4;
  private static final int USERS_EACH = 5;

  @ParameterizedTest
  @EnumSource
  @DisplayName("While the store is away people wait; then every session goes on (SES-12, SES-13)")
  void a_killed_store_logs_nobody_out(StoreKind kind) {
    StoreServer store = STORES.running(kind);
    try (Cluster cluster = new Cluster(store.sessions("5s"))) {
      cluster.provider().accessTokenLife(Duration.ofSeconds(5)); // refreshes go on all the time
      Node node = cluster.demo();
      List<List<User>> groups =
          IntStream.range(0, THREADS).mapToObj(n -> groupOfUsers(cluster, node, n)).toList();
      List<User> lateComers;
      List<Page> pages;
      try (Load load = Load.on(node, groups)) {
        CompletableFuture<List<User>> newcomers =
            CompletableFuture.supplyAsync(() -> logInUntilRefused(cluster, node));
        Until.holds("work is going on", () -> load.pages().size() > 100);

        store.kill();
        Until.holds("everybody waits", () -> all(load, 503));
        lateComers = newcomers.join();
        store.start();
        Until.holds("everybody works", () -> all(load, 200));
        pages = load.pages();
      }

      cluster.provider().accessTokenLife(Duration.ofMinutes(5));
      assertThat(pages).extracting(Page::status).containsOnly(200, 503);
      assertThat(pages)
          .filteredOn(page -> page.status() == 503)
          .allSatisfy(page -> assertThat(page.header("Retry-After")).isPresent());
      groups.forEach(group -> group.forEach(user -> isStillIn(user, node)));
      // whoever has the cookie was acknowledged
      lateComers.stream().filter(User::hasSession).forEach(user -> isStillIn(user, node));
      assertThat(cluster.provider().requests(Endpoint.AUTHORIZE))
          .hasSize(THREADS * USERS_EACH + lateComers.size());
      assertThat(cluster.provider().reusesDetected()).isZero();
      saidOnce(node);
    }
  }

  private static List<User> groupOfUsers(Cluster cluster, Node node, int group) {
    return IntStream.range(0, USERS_EACH)
        .mapToObj(n -> cluster.user("user-" + group + "-" + n))
        .peek(user -> user.logIn(node, "/account"))
        .toList();
  }

  /** Everybody who tried; the last did not get to see the page. */
  private static List<User> logInUntilRefused(Cluster cluster, Node node) {
    List<User> tried = new ArrayList<>();
    boolean in = true;
    while (in) {
      User next = cluster.user("late-" + tried.size());
      tried.add(next);
      in = next.tryToLogIn(node, "/account").status() == 200;
    }
    return tried;
  }

  private static boolean all(Load load, int status) {
    List<Integer> last = load.lastStatuses();
    return last.size() == THREADS * USERS_EACH && last.stream().allMatch(s -> s == status);
  }

  private static void isStillIn(User user, Node node) {
    assertThat(user.get(node, "/account").body()).contains("\"sub\":\"" + user.name() + "\"");
    // a token that lives five seconds may end on its way to the API; the next lives longer
    Until.holds(
        "the API knows " + user.name(),
        () -> {
          Page orders = user.get(node, "/orders");
          assertThat(orders.status()).as(orders.body()).isEqualTo(200);
          return orders.body().contains("\"user\":\"" + user.name() + "\"");
        });
  }

  private static void saidOnce(Node node) {
    assertThat(node.log("the session store did not answer")).hasSize(1);
    assertThat(node.log("the session store answers again")).hasSize(1);
    assertThat(node.log("store_unavailable")).isEmpty();
    // once for the sessions and once for the coordination, where a store has a line of its own
    assertThat(node.log("Redis does not answer")).hasSizeLessThanOrEqualTo(2);
  }
}
