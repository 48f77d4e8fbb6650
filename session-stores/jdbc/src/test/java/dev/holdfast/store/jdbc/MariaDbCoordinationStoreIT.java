package dev.holdfast.store.jdbc;

import dev.holdfast.store.contract.CoordinationStoreContract;
import dev.holdfast.store.contract.CoordinationUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbCoordinationStoreIT extends CoordinationStoreContract {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.mariaDb();

  @Override
  protected CoordinationUnderTest open() {
    return FactsUnderTest.on(SERVER.database());
  }
}
