package dev.holdfast.demo.nodes;

import dev.holdfast.demo.DemoServer;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One application on many nodes: processes that share settings and a store, and nothing else. Their
 * provider and API run in the process of the test.
 */
final class Cluster implements AutoCloseable {
  /** Where browsers find the application: at a load balancer, which {@link User} plays. */
  static final URI PUBLIC = URI.create("http://localhost:9/");

  private static final int KEY_BYTES = 32;

  private final ShiftedClock time = new ShiftedClock();
  private final FakeProvider provider = FakeProvider.start(time);
  private final FakeApi api = FakeApi.start(provider);
  private final List<Node> clocked = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, String> settings;
  private final List<Path> files = new ArrayList<>();

  /** Without nodes so far; {@code store} says where sessions are kept. */
  Cluster(Map<String, String> store) {
    settings = new LinkedHashMap<>(store);
    settings.put("issuer", provider.issuer());
    settings.put("client-id", "shop");
    settings.put("client-secret", "shop-secret");
    settings.put("redirect-uri", PUBLIC.resolve("/auth/callback").toString());
    settings.put("allow-http-loopback", "true");
    settings.put("login-limit-per-address", "0"); // everybody here has the same
    settings.put("seal-keys", "k1:" + key());
    settings.put("index-key", key());
  }

  private static String key() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  FakeProvider provider() {
    return provider;
  }

  /** Starts the demo's application, by its own main class. */
  Node demo() {
    return demo(List.of());
  }

  /** The same with other code in front of the project's. */
  Node demo(List<Path> code) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.put("demo.api", api.uri("/orders").toString());
    List<String> arguments = List.of("--settings", file(all).toString(), "--port", "0");
    Node node = Node.start(code, DemoServer.class, arguments);
    nodes.add(node);
    return node;
  }

  /** Starts a node that serves {@code /token} by the clock of {@link #advance}. */
  Node clocked() {
    Node node = Node.start(List.of(), ClockedNode.class, List.of(file(settings).toString()));
    nodes.add(node);
    clocked.add(node);
    return node;
  }

  /** Moves the provider's clock and those of the nodes that have one to move. */
  void advance(Duration by) {
    time.advance(by);
    clocked.forEach(node -> node.advance(by));
  }

  /** Somebody without a session. */
  User user(String name) {
    return new User(name, provider);
  }

  private Path file(Map<String, String> all) {
    try {
      List<String> lines =
          all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      Path file = Files.write(Files.createTempFile("holdfast-node", ".properties"), lines);
      files.add(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    api.close();
    provider.close();
    for (Path file : files) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
