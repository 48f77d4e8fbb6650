package dev.holdfast.store.redis;

import dev.holdfast.store.contract.CoordinationStoreContract;
import dev.holdfast.store.contract.CoordinationUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SentinelCoordinationStoreTest extends CoordinationStoreContract {
  private static Servers servers;

  @BeforeAll
  static void start() {
    servers = new SentinelServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Override
  protected CoordinationUnderTest open() {
    return FactsUnderTest.on(servers);
  }
}
