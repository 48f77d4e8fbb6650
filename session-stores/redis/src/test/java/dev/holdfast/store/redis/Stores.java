package dev.holdfast.store.redis;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import java.time.InstantSource;
import java.util.Map;

/** Stores made by settings alone, as an application makes them. */
final class Stores {
  private Stores() {}

  static SessionStore sessions(Servers servers) {
    return sessions(settings(servers));
  }

  static SessionStore sessions(Map<String, String> settings) {
    Settings read = Settings.of(settings);
    SessionStore store =
        new RedisBackend().sessionStore(read, InstantSource.system(), RandomBytes.secure());
    read.finish();
    return store;
  }

  static CoordinationStore facts(Servers servers) {
    return facts(settings(servers));
  }

  static CoordinationStore facts(Map<String, String> settings) {
    Settings read = Settings.of(settings);
    CoordinationStore store = new RedisBackend().coordinationStore(read, InstantSource.system());
    read.finish();
    return store;
  }

  /** The time limit allows for a machine on which much else is being tested. */
  static Map<String, String> settings(Servers servers) {
    return Map.of(
        "session-store.redis.uri", servers.uri(), "session-store.redis.time-limit", "10s");
  }
}
