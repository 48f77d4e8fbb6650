package dev.holdfast.store.jdbc;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbSessionStoreIT extends SessionStoreContract {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.mariaDb();

  @Override
  protected StoreUnderTest open() {
    return SessionsUnderTest.on(SERVER.database());
  }
}
