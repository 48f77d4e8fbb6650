package dev.holdfast.demo.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One server of each kind, which all test classes of a run share; ended after the last of them. */
final class StoreServers implements BeforeAllCallback {
  private ExtensionContext.@Nullable Store shared;

  @Override
  public void beforeAll(ExtensionContext context) {
    shared = context.getRoot().getStore(Namespace.create(StoreServers.class));
  }

  /** The server of a kind. It runs, whatever the test before has done to it. */
  StoreServer running(StoreKind kind) {
    StoreServer server =
        Objects.requireNonNull(shared, "before all tests")
            .getOrComputeIfAbsent(kind, Shared::of, Shared.class)
            .server();
    server.start();
    return server;
  }

  private record Shared(StoreServer server, Path directory) implements AutoCloseable {

    static Shared of(StoreKind kind) {
      try {
        Path directory = Files.createTempDirectory("holdfast-nodes");
        return new Shared(kind.in(directory), directory);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (Stream<Path> files = Files.walk(directory)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.delete(file);
        }
      }
    }
  }
}
