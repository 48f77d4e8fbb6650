package dev.holdfast.store.jdbc;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSessionStoreIT extends SessionStoreContract {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.postgres();

  @Override
  protected StoreUnderTest open() {
    return SessionsUnderTest.on(SERVER.database());
  }
}
