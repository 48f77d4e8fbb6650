package dev.holdfast.store.memory;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.store.contract.CoordinationStoreContract;
import dev.holdfast.store.contract.CoordinationUnderTest;
import dev.holdfast.store.contract.TestTime;
import java.time.Duration;
import java.time.Instant;

class MemoryCoordinationStoreTest extends CoordinationStoreContract {

  @Override
  protected CoordinationUnderTest open() {
    TestTime time = new TestTime(Instant.parse("2026-01-01T00:00:00Z"));
    return new UnderTest(time, new MemoryCoordinationStore(time, 100_000));
  }

  private record UnderTest(TestTime time, CoordinationStore store)
      implements CoordinationUnderTest {

    @Override
    public Instant now() {
      return time.instant();
    }

    @Override
    public void advance(Duration by) {
      time.advance(by);
    }
  }
}
