package dev.holdfast.demo;

import dev.holdfast.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code --store}, and the arguments that say where it is. */
final class StoreArguments {
  private static final List<String> JDBC = List.of("jdbc-url", "jdbc-user", "jdbc-password-file");
  private static final List<String> REDIS =
      List.of("redis-uri", "redis-user", "redis-password-file");

  private final Settings given;
  private final boolean severalNodes;

  StoreArguments(Settings given, boolean severalNodes) {
    this.given = given;
    this.severalNodes = severalNodes;
  }

  /** The store asked for; what is wrong with that is noted. */
  DemoStore read() {
    String store = given.choice("store", severalNodes ? "h2" : "memory", DemoStore.NAMES);
    refuse(JDBC, "jdbc".equals(store), "goes with --store jdbc");
    refuse(REDIS, "redis".equals(store), "goes with --store redis");
    return switch (store) {
      case "cookie" -> severalNodes ? DemoStore.coordinatedCookie() : DemoStore.cookie();
      case "h2" -> DemoStore.h2();
      case "jdbc" -> DemoStore.jdbc(where("jdbc", "url", "jdbc:postgresql://localhost/app"));
      case "redis" -> DemoStore.redis(where("redis", "uri", "redis://localhost:6379"));
      default -> memory();
    };
  }

  /** Notes each argument that is there although a settings file decides. */
  void refuseAll() {
    refuse(List.of("store"), false, "goes into the file as session-store");
    for (List<String> names : List.of(JDBC, REDIS)) {
      for (String name : names) {
        String setting = name.replaceFirst("-", ".").replace("-file", "");
        refuse(List.of(name), false, "goes into the file as session-store." + setting);
      }
    }
  }

  private DemoStore memory() {
    if (severalNodes) {
      given.problem("store", "is memory, which two nodes cannot share; h2 needs as little");
    }
    return DemoStore.memory();
  }

  private Map<String, String> where(String store, String address, String example) {
    Map<String, String> where = new LinkedHashMap<>();
    given
        .required(store + "-" + address, "say where it is, such as " + example)
        .ifPresent(found -> where.put(address, found));
    given.text(store + "-user").ifPresent(user -> where.put("user", user));
    password(store + "-password-file").ifPresent(found -> where.put("password", found));
    return where;
  }

  /** Refers to the file rather than reading it: what a setting says itself is easily shown. */
  private Optional<String> password(String name) {
    Optional<String> file = given.text(name);
    if (file.isPresent() && !Files.isReadable(Path.of(file.get()))) {
      given.problem(name, "cannot be read: " + file.get());
    }
    return file.map(path -> "${file:" + path + "}");
  }

  private void refuse(List<String> names, boolean wanted, String reason) {
    for (String name : names) {
      if (given.text(name).isPresent() && !wanted) {
        given.problem(name, reason);
      }
    }
  }
}
