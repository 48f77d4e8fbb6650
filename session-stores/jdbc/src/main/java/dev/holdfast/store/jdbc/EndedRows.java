package dev.holdfast.store.jdbc;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Removes ended rows, some at a time. Each step answers how many it found: less than {@link
 * Sql#BATCH} means that it found all. Nodes that do the same at once disturb each other little:
 * what ended stays ended, and a row is removed only if it still is.
 */
record EndedRows(Database database) {

  /** Ended records, with their group memberships. */
  IntSupplier records() {
    return () ->
        database.call(
            "clean up sessions",
            (db, sql) -> {
              List<byte[]> ids = db.query(sql.endedRecords, found -> found.getBytes(1));
              if (!ids.isEmpty()) {
                db.update(Sql.list(sql.sweepRecords, ids.size()), ids.toArray());
                db.update(Sql.list(sql.sweepGroupsOfRecords, ids.size()), ids.toArray());
              }
              return ids.size();
            });
  }

  /** Memberships whose record would have reached its absolute end. */
  IntSupplier groups() {
    return sweep("clean up groups", sql -> sql.endedGroups, sql -> sql.sweepGroups);
  }

  /** Ended facts. */
  IntSupplier facts() {
    return sweep("clean up facts", sql -> sql.endedFacts, sql -> sql.sweepFacts);
  }

  private IntSupplier sweep(
      String what, Function<Sql, String> select, Function<Sql, String> delete) {
    return () ->
        database.call(
            what,
            (db, sql) -> {
              List<Object> keys = db.query(select.apply(sql), found -> found.getObject(1));
              if (!keys.isEmpty()) {
                db.update(Sql.list(delete.apply(sql), keys.size()), keys.toArray());
              }
              return keys.size();
            });
  }
}
