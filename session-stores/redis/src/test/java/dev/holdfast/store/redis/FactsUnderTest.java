package dev.holdfast.store.redis;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.store.contract.CoordinationUnderTest;
import java.time.Duration;
import java.time.Instant;

/** A coordination store on empty servers, whose clock cannot be stopped. */
record FactsUnderTest(CoordinationStore store, Keyspace keyspace) implements CoordinationUnderTest {

  static FactsUnderTest on(Servers servers) {
    servers.clear();
    return new FactsUnderTest(Stores.facts(servers), new Keyspace(servers));
  }

  @Override
  public Instant now() {
    return keyspace.now();
  }

  @Override
  public void advance(Duration by) {
    keyspace.advance(by);
  }

  @Override
  public Duration margin() {
    return Duration.ofSeconds(10);
  }
}
