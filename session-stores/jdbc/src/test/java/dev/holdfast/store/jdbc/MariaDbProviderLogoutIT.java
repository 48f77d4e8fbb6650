package dev.holdfast.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbProviderLogoutIT extends ProviderLogoutCases {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.mariaDb();

  @Override
  TestDatabase database() {
    return SERVER.database();
  }
}
