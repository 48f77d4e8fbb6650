package dev.holdfast;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds the stores that settings name, among the back ends on the class path. */
final class Backends {
  private final Map<String, StoreBackend> byName = new TreeMap<>();
  private final Settings settings;
  private final InstantSource time;

  Backends(Settings settings, InstantSource time) {
    this.settings = settings;
    this.time = time;
    ServiceLoader.load(StoreBackend.class).forEach(found -> byName.put(found.name(), found));
    ServiceLoader.load(StoreBackend.class, Backends.class.getClassLoader())
        .forEach(found -> byName.putIfAbsent(found.name(), found));
  }

  /** The two stores; a problem with either is noted in the settings. */
  Optional<Stores> read() {
    Optional<StoreBackend> sessions =
        settings
            .required("session-store", "set it to one of " + names())
            .flatMap(name -> find("session-store", name));
    Optional<StoreBackend> coordination =
        settings
            .text("coordination")
            .flatMap(name -> find("coordination", name))
            .or(() -> sessions);
    return sessions.map(found -> create(found, coordination.orElse(found)));
  }

  private Stores create(StoreBackend sessions, StoreBackend coordination) {
    return new Stores(
        sessions.sessionStore(settings, time, RandomBytes.secure()),
        coordination.coordinationStore(settings, time));
  }

  private Optional<StoreBackend> find(String setting, String name) {
    Optional<StoreBackend> found = Optional.ofNullable(byName.get(name));
    if (found.isEmpty()) {
      settings.problem(
          setting, "is none of the back ends on the class path, which are: " + names());
    }
    return found;
  }

  private String names() {
    return byName.isEmpty()
        ? "none (add a holdfast-session-store artifact)"
        : String.join(", ", byName.keySet());
  }

  /** What the settings named. */
  record Stores(SessionStore sessions, CoordinationStore coordination) {
    void close() {
      sessions.close();
      coordination.close();
    }
  }
}
