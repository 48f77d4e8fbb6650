package dev.holdfast.store.cookie;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;

class CookieSessionStoreTest extends SessionStoreContract {

  @Override
  protected StoreUnderTest open() {
    return new BrowserHeld(new CookieSessionStore(2), 4512);
  }
}
