package dev.holdfast.demo.nodes;

import java.nio.file.Path;

/** The stores that nodes can share. */
enum StoreKind {
  REDIS,
  POSTGRESQL;

  /** A server that keeps its files in this directory; not started. */
  StoreServer in(Path directory) {
    return switch (this) {
      case REDIS -> new RedisProcess(directory);
      case POSTGRESQL -> new PostgresProcess(directory);
    };
  }
}
