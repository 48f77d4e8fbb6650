package dev.holdfast.demo.nodes;

import dev.holdfast.testkit.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Users who go on asking for pages, whatever they get, until it is closed. Thread-safe. */
final class Load implements AutoCloseable {
  private static final List<String> PATHS = List.of("/account", "/orders");
  private static final Duration PACE = Duration.ofMillis(5);

  private final Queue<Page> pages = new ConcurrentLinkedQueue<>();
  private final Map<User, Integer> statuses = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Node node;
  private volatile boolean over;

  private Load(Node node) {
    this.node = node;
  }

  /** Each list of users has a thread. */
  static Load on(Node node, List<List<User>> groups) {
    Load load = new Load(node);
    for (List<User> group : groups) {
      Thread thread = new Thread(() -> load.ask(group), "load");
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  private void ask(List<User> group) {
    for (int turn = 0; !over; turn++) {
      User user = group.get(turn % group.size());
      Page page = user.get(node, PATHS.get(turn / group.size() % PATHS.size()));
      pages.add(page);
      statuses.put(user, page.status());
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  /** Every page so far. */
  List<Page> pages() {
    return List.copyOf(pages);
  }

  /** What each user got last. */
  List<Integer> lastStatuses() {
    return List.copyOf(statuses.values());
  }

  /** Ends when the requests under way are answered. */
  @Override
  public void close() {
    over = true;
    threads.forEach(
        thread -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
          }
        });
  }
}
