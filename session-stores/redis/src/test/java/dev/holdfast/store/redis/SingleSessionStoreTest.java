package dev.holdfast.store.redis;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SingleSessionStoreTest extends SessionStoreContract {
  private static Servers servers;

  @BeforeAll
  static void start() {
    servers = SingleServer.started();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Override
  protected StoreUnderTest open() {
    return SessionsUnderTest.on(servers);
  }
}
