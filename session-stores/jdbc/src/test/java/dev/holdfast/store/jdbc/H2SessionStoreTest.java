package dev.holdfast.store.jdbc;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;

class H2SessionStoreTest extends SessionStoreContract {

  @Override
  protected StoreUnderTest open() {
    return SessionsUnderTest.on(H2.fresh());
  }
}
