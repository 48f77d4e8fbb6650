package dev.holdfast.store.jdbc;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.store.contract.CoordinationUnderTest;
import java.time.Duration;
import java.time.Instant;

/** A coordination store on a database with a clock of its own. */
record FactsUnderTest(TestDatabase database, CoordinationStore store)
    implements CoordinationUnderTest {

  static FactsUnderTest on(TestDatabase database) {
    return new FactsUnderTest(
        database.emptied(),
        new JdbcCoordinationStore(database.source(), RandomBytes.secure(), TestDatabase.OPTIONS));
  }

  @Override
  public Instant now() {
    return database.now();
  }

  @Override
  public void advance(Duration by) {
    database.advance(by);
  }

  @Override
  public Duration margin() {
    return Duration.ofSeconds(10);
  }
}
