package dev.holdfast.store.jdbc;

import org.junit.jupiter.api.extension.RegisterExtension;

class MariaDbOutageIT extends OutageCases {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.mariaDb();

  @Override
  ServerExtension server() {
    return SERVER;
  }

  @Override
  String lockSessions() {
    return "select * from holdfast_session for update";
  }
}
