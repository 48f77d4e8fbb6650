package dev.holdfast.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbManySessionsIT extends ManySessionsCases {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.mariaDb();

  @Override
  TestDatabase database() {
    return SERVER.database();
  }
}
