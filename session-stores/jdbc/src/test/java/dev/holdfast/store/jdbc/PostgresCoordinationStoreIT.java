package dev.holdfast.store.jdbc;

import dev.holdfast.store.contract.CoordinationStoreContract;
import dev.holdfast.store.contract.CoordinationUnderTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCoordinationStoreIT extends CoordinationStoreContract {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.postgres();

  @Override
  protected CoordinationUnderTest open() {
    return FactsUnderTest.on(SERVER.database());
  }
}
