package dev.holdfast.store.jdbc;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Custody;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoredRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Sessions in a SQL database. All times are compared by the database's clock, so nodes need not
 * agree about the present.
 *
 * <p>Each change is one statement of its own: no transaction, no lock outlives a call. The data
 * source must not take part in the application's transactions. Methods block for the database; they
 * are safe for many threads and nodes. The first call looks whether the tables are there.
 *
 * <p>A group is listed in one statement, and ended in one for each hundred of its records and one
 * more; each has the time limit of its own. Sealed bytes are not read for it: a list holds what it
 * answers, ending a group holds the records' ids.
 */
public final class JdbcSessionStore implements SessionStore {
  private static final int CHUNK = 100;
  private static final byte[] NO_LABEL = {};
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Database database;
  private final RandomBytes random;
  private final CleanUp cleanUp;

  /** A store in the tables behind this data source, which stays the caller's to close. */
  public JdbcSessionStore(DataSource source, RandomBytes random, JdbcOptions options) {
    this(new Database(source::getConnection, options), random, options);
  }

  JdbcSessionStore(Database database, RandomBytes random, JdbcOptions options) {
    this.database = database;
    this.random = random;
    this.cleanUp =
        CleanUp.start(
            List.of(new EndedRows(database).records(), new EndedRows(database).groups()),
            options.cleanUpEvery(),
            random);
  }

  @Override
  public Locator create(SealedRecord sealed) {
    long end = Millis.of(sealed.expiresAt());
    return database.call(
        "file a session",
        (db, sql) -> {
          // each attempt under a new handle: what an undone one left behind is nobody's, and ends
          Locator locator = Handles.next(random);
          byte[] id = locator.digest();
          // the groups first: who ends one must find every session that is there
          db.updateAll(sql.of(Sql.JOIN_GROUP), memberships(sealed.groups(), id, end));
          db.update(
              sql.of(Sql.CREATE_RECORD),
              id,
              sealed.bytes(),
              sealed.label(),
              end,
              Millis.of(sealed.idleUntil()));
          return locator;
        });
  }

  private static List<Object[]> memberships(Set<GroupKey> groups, byte[] id, long end) {
    return groups.stream().map(group -> new Object[] {group.name(), id, end}).toList();
  }

  @Override
  public Optional<StoredRecord> load(Locator locator) {
    if (Handles.idOf(locator).isEmpty()) {
      return Optional.empty();
    }
    return database.call(
        "load a session",
        (db, sql) ->
            db
                .query(sql.of(Sql.LOAD_RECORD), found -> stored(found, locator), locator.digest())
                .stream()
                .findFirst());
  }

  private static StoredRecord stored(ResultSet found, Locator locator) throws SQLException {
    Instant end = Instant.ofEpochMilli(found.getLong(3));
    Instant idle = Instant.ofEpochMilli(found.getLong(4));
    return new StoredRecord(
        locator,
        found.getLong(1),
        new SealedRecord(found.getBytes(2), end, idle, Set.of(), NO_LABEL));
  }

  @Override
  public SaveResult replace(StoredRecord loaded, SealedRecord next) {
    Locator locator = loaded.locator();
    if (Handles.idOf(locator).isEmpty()) {
      return new SaveResult.Gone();
    }
    byte[] id = locator.digest();
    long idle = Millis.of(next.idleUntil());
    return database.call(
        "save a session",
        (db, sql) -> {
          if (db.update(sql.of(Sql.REPLACE_RECORD), next.bytes(), idle, id, loaded.version())
              == 1) {
            return new SaveResult.Saved(successor(loaded, next));
          }
          return lives(db, sql, id) ? new SaveResult.Conflict() : new SaveResult.Gone();
        });
  }

  private static StoredRecord successor(StoredRecord loaded, SealedRecord next) {
    Instant end = loaded.sealed().expiresAt();
    Instant idle = next.idleUntil().isBefore(end) ? next.idleUntil() : end;
    return new StoredRecord(
        loaded.locator(),
        loaded.version() + 1,
        new SealedRecord(next.bytes(), end, idle, Set.of(), NO_LABEL));
  }

  @Override
  public boolean extend(StoredRecord loaded, Instant idleUntil) {
    if (Handles.idOf(loaded.locator()).isEmpty()) {
      return false;
    }
    byte[] id = loaded.locator().digest();
    return database.call(
        "extend a session",
        (db, sql) ->
            // some drivers count only rows that changed, and the limit may be what it was
            db.update(sql.of(Sql.EXTEND_RECORD), Millis.of(idleUntil), id) == 1
                || lives(db, sql, id));
  }

  private static boolean lives(Connected db, Wording sql, byte[] id) throws SQLException {
    return !db.query(sql.of(Sql.RECORD_LIVES), found -> true, id).isEmpty();
  }

  @Override
  public boolean delete(Locator locator) {
    return Handles.idOf(locator).map(this::delete).orElse(false);
  }

  /** The record's group memberships stay until its absolute end; they lead nowhere. */
  @Override
  public boolean delete(RecordId id) {
    if (!DIGEST.matcher(id.digest()).matches()) {
      return false;
    }
    byte[] digest = HexFormat.of().parseHex(id.digest());
    return database.call(
        "end a session", (db, sql) -> db.update(sql.of(Sql.DELETE_RECORD), digest) == 1);
  }

  @Override
  public boolean delete(RecordId id, GroupKey group) {
    if (!DIGEST.matcher(id.digest()).matches()) {
      return false;
    }
    byte[] digest = HexFormat.of().parseHex(id.digest());
    return database.call(
        "end a session of a group",
        (db, sql) ->
            db.update(sql.of(Sql.DELETE_RECORD_OF_GROUP), digest, group.name(), digest) == 1);
  }

  @Override
  public int deleteGroup(GroupKey group) {
    return deleteAllOf(
        database.call(
            "find a group",
            (db, sql) ->
                db.query(sql.of(Sql.IDS_OF_GROUP), found -> found.getBytes(1), group.name())));
  }

  @Override
  public int deleteAll(List<RecordId> ids) {
    return deleteAllOf(
        ids.stream()
            .map(RecordId::digest)
            .filter(digest -> DIGEST.matcher(digest).matches())
            .sorted() // whoever ends the same ones takes them in the same order
            .map(HexFormat.of()::parseHex)
            .toList());
  }

  private int deleteAllOf(List<byte[]> ids) {
    int ended = 0;
    for (int from = 0; from < ids.size(); from += CHUNK) {
      Object[] chunk = ids.subList(from, Math.min(from + CHUNK, ids.size())).toArray();
      ended +=
          database.call(
              "end sessions",
              (db, sql) -> db.update(sql.of(Sql.DELETE_RECORDS, chunk.length), chunk));
    }
    return ended;
  }

  @Override
  public List<RecordSummary> list(GroupKey group) {
    return database.call(
        "list a group",
        (db, sql) -> db.query(sql.of(Sql.LIST_GROUP), JdbcSessionStore::summary, group.name()));
  }

  private static RecordSummary summary(ResultSet found) throws SQLException {
    return new RecordSummary(
        new RecordId(HexFormat.of().formatHex(found.getBytes(1))),
        Instant.ofEpochMilli(found.getLong(2)),
        Instant.ofEpochMilli(found.getLong(3)),
        Instant.ofEpochMilli(found.getLong(4)),
        found.getBytes(5));
  }

  @Override
  public Custody custody() {
    return Custody.SERVER;
  }

  @Override
  public void close() {
    cleanUp.close();
    database.close();
  }
}
