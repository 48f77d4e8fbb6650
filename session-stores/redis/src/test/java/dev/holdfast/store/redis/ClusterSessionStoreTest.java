package dev.holdfast.store.redis;

import dev.holdfast.store.contract.SessionStoreContract;
import dev.holdfast.store.contract.StoreUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ClusterSessionStoreTest extends SessionStoreContract {
  private static Servers servers;

  @BeforeAll
  static void start(@TempDir Path directory) {
    servers = new ClusterServers(directory);
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
