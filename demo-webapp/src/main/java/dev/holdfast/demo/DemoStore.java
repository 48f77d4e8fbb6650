package dev.holdfast.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the demo keeps sessions.
 *
 * @param name in words for the person who started it
 * @param settings of the filter
 */
record DemoStore(String name, Map<String, String> settings) {
  /** Of {@code --store}. */
  static final List<String> NAMES = List.of("memory", "cookie", "h2", "jdbc", "redis");

  DemoStore {
    settings = Map.copyOf(settings);
  }

  /** In this process, each node for itself. */
  static DemoStore memory() {
    return new DemoStore("memory", Map.of("session-store", "memory"));
  }

  /** In the browser; nodes do not know of each other. */
  static DemoStore cookie() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("session-store", "cookie");
    settings.put("back-channel-logout", "true"); // so that a user can end all sessions from one
    settings.put("single-node", "true");
    return new DemoStore("cookie", settings);
  }

  /** In the browser; nodes of this process agree through a database in its memory. */
  static DemoStore coordinatedCookie() {
    Map<String, String> settings = h2("coordination");
    settings.put("session-store", "cookie");
    settings.put("coordination", "jdbc");
    settings.put("back-channel-logout", "true");
    return new DemoStore("cookie, coordination: h2", settings);
  }

  /** In a SQL database in this process's memory, which its nodes share. */
  static DemoStore h2() {
    Map<String, String> settings = h2("session-store");
    settings.put("session-store", "jdbc");
    return new DemoStore("h2", settings);
  }

  /**
   * In a SQL database somewhere, in tables of the demo's own.
   *
   * @param where settings below {@code session-store.jdbc.}, {@code url} among them
   */
  static DemoStore jdbc(Map<String, String> where) {
    Map<String, String> settings = below("session-store.jdbc.", where);
    settings.put("session-store", "jdbc");
    settings.put("session-store.jdbc.create-schema", "true");
    settings.put("session-store.jdbc.table-prefix", "holdfast_demo_");
    return new DemoStore("jdbc", settings);
  }

  /**
   * In Redis, under keys of the demo's own.
   *
   * @param where settings below {@code session-store.redis.}, {@code uri} among them
   */
  static DemoStore redis(Map<String, String> where) {
    Map<String, String> settings = below("session-store.redis.", where);
    settings.put("session-store", "redis");
    settings.put("session-store.redis.key-prefix", "holdfast:demo:");
    return new DemoStore("redis", settings);
  }

  /** What is wrong with settings of a store, in the words of the command line. */
  List<String> inArguments(List<String> problems) {
    return problems.stream()
        .map(
            problem ->
                problem
                    .replaceFirst("^session-store\\.(jdbc|redis)\\.(ur[il]|user) ", "--$1-$2 ")
                    .replaceFirst(
                        "^session-store\\.(jdbc|redis)\\.password ", "--$1-password-file "))
        .toList();
  }

  private static Map<String, String> h2(String area) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(area + ".jdbc.url", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    settings.put(area + ".jdbc.create-schema", "true");
    return settings;
  }

  private static Map<String, String> below(String prefix, Map<String, String> where) {
    Map<String, String> settings = new LinkedHashMap<>();
    where.forEach((name, value) -> settings.put(prefix + name, value));
    return settings;
  }
}
