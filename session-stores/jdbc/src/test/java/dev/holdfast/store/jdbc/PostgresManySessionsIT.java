package dev.holdfast.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresManySessionsIT extends ManySessionsCases {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.postgres();

  @Override
  TestDatabase database() {
    return SERVER.database();
  }
}
