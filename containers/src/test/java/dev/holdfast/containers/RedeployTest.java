package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * An application that is deployed again and again while its container runs. One container shows it:
 * the JDK's HTTP clients keep their threads, and with them the application's classes, for a minute.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "servlet.container", matches = "Apache Tomcat/11.*")
class RedeployTest {
  private static final int REDEPLOYS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void an_application_that_ends_leaves_nothing_behind() throws IOException { // SRV-24
    try (Shop shop = Shop.empty()) {
      List<WeakReference<ClassLoader>> former = new ArrayList<>();
      for (int i = 0; i < REDEPLOYS; i++) {
        former.add(visited(shop));
      }
      become(() -> threads().isEmpty(), RedeployTest::threads);
      become(() -> alive(former) <= 1, () -> alive(former)); // containers may keep their latest
    }
  }

  /** One deployment with a login and a call of an API, ended. */
  private static WeakReference<ClassLoader> visited(Shop shop) throws IOException {
    try (OwnClasses classes = OwnClasses.load();
        Container.Deployment deployment = shop.deploy(Map.of(), classes)) {
      assertThat(deployment).isNotNull();
      Browser browser = shop.loggedIn();
      assertThat(browser.get("/token").body()).startsWith("alice DPoP ");
      assertThat(browser.send(shop.script()).status()).isEqualTo(200);
      return new WeakReference<>(classes);
    }
  }

  /** The threads of this library, with what they do. */
  private static Map<String, List<StackTraceElement>> threads() {
    Map<String, List<StackTraceElement>> found = new TreeMap<>();
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (thread.getName().startsWith("holdfast-")) {
                found.put(thread.getName(), List.of(stack));
              }
            });
    return found;
  }

  private static long alive(List<WeakReference<ClassLoader>> loaders) {
    System.gc();
    return loaders.stream().filter(each -> each.get() != null).count();
  }

  private static void become(BooleanSupplier condition, Supplier<Object> otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still there: " + otherwise.get());
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
