package dev.holdfast.store.cookie;

import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;

class SealedLocatorStoreTest extends SessionStoreContract {

  @Override
  protected StoreUnderTest open() {
    return new BrowserHeld(new SealedLocatorStore(), 0);
  }
}
