package dev.holdfast.store.redis;

import dev.holdfast.store.contract.CoordinationStoreContract;
import dev.holdfast.store.contract.CoordinationUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ClusterCoordinationStoreTest extends CoordinationStoreContract {
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
  protected CoordinationUnderTest open() {
    return FactsUnderTest.on(servers);
  }
}
