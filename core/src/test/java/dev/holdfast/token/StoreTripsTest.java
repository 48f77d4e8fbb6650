package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Sessions;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often the stores are asked, as docs/performance.md says. */
class StoreTripsTest extends RefreshRig {
  private final CountedFacts counted = new CountedFacts();

  /** Counts what reaches the store of facts. */
  private final class CountedFacts implements CoordinationStore {
    private final AtomicInteger trips = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();

    private CoordinationStore trip() {
      trips.incrementAndGet();
      return facts;
    }

    @Override
    public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
      return trip().putIfAbsent(fact, value, life);
    }

    @Override
    public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
      return trip().replace(fact, expected, next, life);
    }

    @Override
    public void put(Fact fact, byte[] value, Duration life) {
      trip().put(fact, value, life);
    }

    @Override
    public Map<Fact, byte[]> getAll(Set<Fact> wanted) {
      return trip().getAll(wanted);
    }

    @Override
    public boolean remove(Fact fact, byte[] expected) {
      boolean done = trip().remove(fact, expected);
      removed.incrementAndGet();
      return done;
    }
  }

  private String trips(Runnable work) {
    int sessionsBefore = sessions.trips();
    int factsBefore = counted.trips.get();
    work.run();
    return (sessions.trips() - sessionsBefore) + " + " + (counted.trips.get() - factsBefore);
  }

  private Map<String, String> rows(Node node) {
    Map<String, String> rows = new LinkedHashMap<>();
    OpenSession session = node.login();
    Sessions all = node.oidc().sessions();
    rows.put("a request", trips(() -> all.resume(session.ticket())));
    time.advance(config.times().idle().dividedBy(5));
    rows.put("a touch", trips(() -> all.touch(session)));
    HeldSession held = new HeldSession(all.resume(session.ticket()).orElseThrow());
    TokenRequest other = TokenRequest.standard().forceRenewal();
    rows.put("a renewal", trips(() -> renewed(node, held, other)));
    rows.put("a logout", trips(() -> all.close(held.current().orElseThrow())));
    return rows;
  }

  /** With what comes after the answer: the lease is given back behind it. */
  private void renewed(Node node, HeldSession held, TokenRequest request) {
    int before = counted.removed.get();
    token(node.oidc().tokens(held).of(request).find());
    Eventually.holds("the lease was given back", () -> counted.removed.get() != before);
  }

  @Test
  void the_table_says_how_often_the_stores_are_asked() throws IOException {
    Map<String, String> server;
    Map<String, String> browser;
    try (Node node = Node.over(config, sessions, counted, time)) {
      server = rows(node);
    }
    try (Node node = Node.inBrowser(config, counted, time)) {
      browser = rows(node);
    }
    String page = Files.readString(Path.of("../docs/performance.md"));
    server.forEach(
        (what, trips) ->
            assertThat(page)
                .contains("| %s | %s | %s |".formatted(what, trips, browser.get(what))));
  }
}
