package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Eventually;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A registry of the application's own, handed in by one line. */
class OneLineTest {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time).accessTokenLife(LIFE);
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final Node node =
      Node.over(
          Node.config(provider).build(),
          sessions,
          new MapCoordinationStore(time),
          parts -> parts.time(time).listener(new OidcMetrics(registry)));

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private double renewing() {
    return registry.get("holdfast.renewals.active").tag("client", "default").gauge().value();
  }

  private long renewals(String outcome) {
    return registry.get("holdfast.renewals").tag("outcome", outcome).timer().count();
  }

  @Test
  void a_renewal_is_counted_while_it_flies_and_timed_when_it_is_over() {
    HeldSession held = new HeldSession(node.login());
    time.advance(LIFE);
    CompletableFuture<TokenResult> asked;
    try (Gate gate = provider.hold(Endpoint.TOKEN)) {
      asked = CompletableFuture.supplyAsync(() -> node.oidc().tokens(held).find());
      gate.awaitArrivals(1);
      assertThat(renewing()).isEqualTo(1);
    }
    asked.join().orElseThrow();
    Eventually.holds("the renewal is over", () -> renewing() == 0);
    assertThat(renewals("renewed")).isEqualTo(1);

    time.advance(LIFE);
    provider.endLogins();
    node.oidc().tokens(held).find();
    Eventually.holds(
        "the next is refused",
        () -> registry.find("holdfast.renewals").tag("outcome", "grant_refused").timer() != null);
    assertThat(registry.get("holdfast.logouts").tag("cause", "renewal_refused").counter().count())
        .isEqualTo(1);
  }

  @Test
  void the_global_registry_is_left_alone() {
    MeterRegistry global = new SimpleMeterRegistry();
    Metrics.globalRegistry.add(global);
    try {
      node.login();
      assertThat(registry.get("holdfast.logins").counter().count()).isEqualTo(1);
      assertThat(global.getMeters()).isEmpty();
    } finally {
      Metrics.globalRegistry.remove(global);
    }
  }
}
