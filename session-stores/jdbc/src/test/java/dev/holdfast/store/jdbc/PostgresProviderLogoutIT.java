package dev.holdfast.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresProviderLogoutIT extends ProviderLogoutCases {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.postgres();

  @Override
  TestDatabase database() {
    return SERVER.database();
  }
}
