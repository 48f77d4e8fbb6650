package dev.holdfast.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOutageIT extends OutageCases {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.postgres();

  @Override
  ServerExtension server() {
    return SERVER;
  }

  @Override
  String lockSessions() {
    return "lock table holdfast_session in access exclusive mode";
  }
}
