package dev.holdfast.store.cookie;

import dev.holdfast.session.SessionStore;
import dev.holdfast.store.contract.BackDoor;
import dev.holdfast.store.contract.StoreUnderTest;
import dev.holdfast.store.contract.TestTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A store whose bytes are in the browser.
 *
 * @param limit the most octets of a record, or 0 for no limit
 */
record BrowserHeld(TestTime time, SessionStore store, int limit) implements StoreUnderTest {

  BrowserHeld(SessionStore store, int limit) {
    this(new TestTime(Instant.parse("2026-01-01T00:00:00Z")), store, limit);
  }

  @Override
  public BackDoor backDoor() {
    return BackDoor.toNothing();
  }

  @Override
  public int largestRecord() {
    return refusesLargerRecords() ? limit : StoreUnderTest.super.largestRecord();
  }

  @Override
  public boolean refusesLargerRecords() {
    return limit > 0;
  }

  @Override
  public Instant now() {
    return time.instant();
  }

  @Override
  public void advance(Duration by) {
    time.advance(by);
  }
}
