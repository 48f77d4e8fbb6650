package dev.holdfast.store.jdbc;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoreBackend;
import java.time.InstantSource;

/**
 * {@code session-store=jdbc}, {@code coordination=jdbc}. Settings are those of {@link
 * JdbcSettings}, under {@code session-store.jdbc.} and {@code coordination.jdbc.}; what the second
 * does not say, it takes from the first.
 *
 * <p>A database that does not answer is no obstacle to the start; one that lacks tables is.
 */
public final class JdbcBackend implements StoreBackend {
  private final Events events = new Events();

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public SessionStore sessionStore(Settings settings, InstantSource time, RandomBytes random) {
    JdbcSettings read = new JdbcSettings(settings, JdbcSettings.SESSION_STORE);
    return new JdbcSessionStore(open(read), random, read.options());
  }

  @Override
  public CoordinationStore coordinationStore(Settings settings, InstantSource time) {
    JdbcSettings read = new JdbcSettings(settings, "coordination");
    return new JdbcCoordinationStore(open(read), RandomBytes.secure(), read.options());
  }

  private Database open(JdbcSettings read) {
    Database database = new Database(read.connections(), read.options());
    if (read.sound()) {
      try {
        database.problem().ifPresent(read::schemaProblem);
      } catch (SessionStoreException e) {
        events.unreachableAtStart(e);
      }
      read.connections().started();
    }
    return database;
  }
}
