package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSchemaIT {
  private static final int NODES = 8;

  @RegisterExtension static final ServerExtension SERVER = ServerExtension.postgres();

  @Test
  void nodes_that_start_together_create_the_tables_together()
      throws InterruptedException, ExecutionException {
    TestDatabase database = SERVER.database();
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      for (int round = 0; round < 5; round++) {
        JdbcOptions options =
            new JdbcOptions(
                "r" + round + "_", null, true, Duration.ofSeconds(20), Duration.ofHours(1));
        var nodes =
            IntStream.range(0, NODES)
                .mapToObj(node -> new Database(database.source()::getConnection, options))
                .map(node -> threads.submit(node::problem))
                .toList();
        for (Future<Optional<String>> node : nodes) {
          assertThat(node.get()).isEmpty();
        }
        assertThat(database.rows(options.tablePrefix() + "schema")).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
