package dev.holdfast.store.memory;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.SessionStore;
import dev.holdfast.store.contract.BackDoor;
import dev.holdfast.store.contract.StoreUnderTest;
import dev.holdfast.store.contract.TestTime;
import java.time.Duration;
import java.time.Instant;

/** A memory store whose clock stands still. */
final class MemoryStoreUnderTest implements StoreUnderTest {
  private final TestTime time = new TestTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemorySessionStore store;

  MemoryStoreUnderTest(int maxSessions) {
    this.store = new MemorySessionStore(time, RandomBytes.secure(), maxSessions);
  }

  @Override
  public SessionStore store() {
    return store;
  }

  @Override
  public BackDoor backDoor() {
    return new MemoryBackDoor(store);
  }

  @Override
  public Instant now() {
    return time.instant();
  }

  @Override
  public void advance(Duration by) {
    time.advance(by);
  }

  /** How many groups are remembered. */
  int groups() {
    return store.groups().size();
  }
}
