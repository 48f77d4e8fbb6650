package dev.holdfast.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of one registry, each made when it is first needed. Thread-safe. */
final class Meters {
  private final MeterRegistry registry;
  private final ConcurrentMap<String, AtomicInteger> levels = new ConcurrentHashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Keys and values by turns, as Micrometer takes them. */
  void count(String name, String... tags) {
    registry.counter(name, tags).increment();
  }

  void time(Duration took, String name, String... tags) {
    registry.timer(name, tags).record(took);
  }

  /** What a gauge shows of one client. */
  AtomicInteger level(String name, String client) {
    return levels.computeIfAbsent(
        name + " " + client,
        key -> {
          AtomicInteger level = new AtomicInteger();
          Gauge.builder(name, level, AtomicInteger::get)
              .tags(Tags.of("client", client))
              .strongReference(true)
              .register(registry);
          return level;
        });
  }
}
