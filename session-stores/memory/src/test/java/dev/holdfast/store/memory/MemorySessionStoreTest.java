package dev.holdfast.store.memory;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;

class MemorySessionStoreTest extends SessionStoreContract {

  @Override
  protected StoreUnderTest open() {
    return new MemoryStoreUnderTest(100_000);
  }
}
