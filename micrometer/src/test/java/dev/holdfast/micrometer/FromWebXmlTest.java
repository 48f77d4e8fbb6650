package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.NonceMode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The jar on the class path is enough: nothing else is said. */
class FromWebXmlTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final FakeProvider provider = FakeProvider.start().nonces(NonceMode.ROTATING);

  @BeforeEach
  void publish() {
    Metrics.globalRegistry.add(registry);
  }

  @AfterEach
  void close() {
    Metrics.globalRegistry.remove(registry);
    Metrics.globalRegistry.clear();
    provider.close();
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  private long timed(String name, String... tags) {
    return registry.get(name).tags(tags).timer().count();
  }

  @Test
  void a_users_day_is_counted() {
    try (Application application = Application.start(provider)) {
      Browser browser = application.browser();
      assertThat(browser.open("/").body()).isEqualTo("token");
      assertThat(application.browser().get("/").status()).isEqualTo(401);
      provider.next().denyLogin("access_denied");
      assertThat(application.browser().open("/").status()).isEqualTo(403);
      assertThat(browser.post("/auth/logout", Map.of()).status()).isEqualTo(200);
    }

    assertThat(count("holdfast.logins", "client", "default", "outcome", "success")).isEqualTo(1);
    assertThat(count("holdfast.logins", "outcome", "login_denied")).isEqualTo(1);
    assertThat(count("holdfast.refusals", "status", "401", "code", "session_required"))
        .isEqualTo(1);
    assertThat(count("holdfast.refusals", "status", "403", "code", "login_denied")).isEqualTo(1);
    assertThat(count("holdfast.logouts", "cause", "user")).isEqualTo(1);
    assertThat(count("holdfast.provider.repeats", "cause", "nonce")).isEqualTo(1);
    assertThat(timed("holdfast.provider.calls", "endpoint", "token", "status", "2xx")).isEqualTo(1);
    assertThat(
            timed(
                "holdfast.store.calls",
                "store",
                "MemorySessionStore",
                "operation",
                "create",
                "outcome",
                "done"))
        .isEqualTo(1);
    assertThat(registry.get("holdfast.provider.calls").timer().totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
  }
}
