package dev.holdfast.store.jdbc;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Facts in a SQL database, ending by its clock.
 *
 * <p>Each change is one statement of its own. The data source must not take part in the
 * application's transactions. Methods block for the database; they are safe for many threads and
 * nodes. The first call looks whether the tables are there.
 */
public final class JdbcCoordinationStore implements CoordinationStore {
  /** Between an update that finds nothing and an insertion that finds something, others come. */
  private static final int ATTEMPTS = 16;

  private final Database database;
  private final CleanUp cleanUp;

  /** A store in the tables behind this data source, which stays the caller's to close. */
  public JdbcCoordinationStore(DataSource source, RandomBytes random, JdbcOptions options) {
    this(new Database(source::getConnection, options), random, options);
  }

  JdbcCoordinationStore(Database database, RandomBytes random, JdbcOptions options) {
    this.database = database;
    this.cleanUp =
        CleanUp.start(List.of(new EndedRows(database).facts()), options.cleanUpEvery(), random);
  }

  @Override
  public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
    return database.call(
        "put a fact",
        (db, sql) ->
            insert(db, sql, fact, value, life)
                || db.update(sql.of(Sql.TAKE_OVER_FACT), value, life.toMillis(), fact.name()) == 1);
  }

  @Override
  public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
    return database.call(
        "replace a fact",
        (db, sql) ->
            db.update(sql.of(Sql.REPLACE_FACT), next, life.toMillis(), fact.name(), expected) == 1);
  }

  @Override
  public void put(Fact fact, byte[] value, Duration life) {
    boolean done = database.call("put a fact", (db, sql) -> put(db, sql, fact, value, life));
    if (!done) {
      throw new SessionStoreException("a fact is put and removed by others all the time");
    }
  }

  private static boolean put(Connected db, Wording sql, Fact fact, byte[] value, Duration life)
      throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (db.update(sql.of(Sql.PUT_FACT), value, life.toMillis(), fact.name()) == 1
          || insert(db, sql, fact, value, life)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the fact's row was not there, dead or alive, and is now. */
  private static boolean insert(Connected db, Wording sql, Fact fact, byte[] value, Duration life)
      throws SQLException {
    try {
      return db.update(sql.of(Sql.CREATE_FACT), fact.name(), value, life.toMillis()) == 1;
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("23")) {
        return false; // an integrity constraint, and the only one here is the key
      }
      throw e;
    }
  }

  @Override
  public Map<Fact, byte[]> getAll(Set<Fact> facts) {
    if (facts.isEmpty()) {
      return Map.of();
    }
    Object[] names = facts.stream().map(Fact::name).toArray();
    return database.call(
        "read facts",
        (db, sql) ->
            db
                .query(
                    sql.of(Sql.LOAD_FACTS, names.length),
                    found -> Map.entry(new Fact(found.getString(1)), found.getBytes(2)),
                    names)
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public boolean remove(Fact fact, byte[] expected) {
    return database.call(
        "remove a fact",
        (db, sql) -> db.update(sql.of(Sql.REMOVE_FACT), fact.name(), expected) == 1);
  }

  @Override
  public void close() {
    cleanUp.close();
    database.close();
  }
}
