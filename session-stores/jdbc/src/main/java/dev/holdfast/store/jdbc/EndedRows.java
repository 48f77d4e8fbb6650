package dev.holdfast.store.jdbc;

import java.util.List;
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
              List<byte[]> ids = db.query(sql.of(Sql.ENDED_RECORDS), found -> found.getBytes(1));
              if (!ids.isEmpty()) {
                db.update(sql.of(Sql.SWEEP_RECORDS, ids.size()), ids.toArray());
                db.update(sql.of(Sql.SWEEP_GROUPS_OF_RECORDS, ids.size()), ids.toArray());
              }
              return ids.size();
            });
  }

  /** Memberships whose record would have reached its absolute end. */
  IntSupplier groups() {
    return sweep("clean up groups", Sql.ENDED_GROUPS, Sql.SWEEP_GROUPS);
  }

  /** Ended facts. */
  IntSupplier facts() {
    return sweep("clean up facts", Sql.ENDED_FACTS, Sql.SWEEP_FACTS);
  }

  private IntSupplier sweep(String what, Sql select, Sql delete) {
    return () ->
        database.call(
            what,
            (db, sql) -> {
              List<Object> keys = db.query(sql.of(select), found -> found.getObject(1));
              if (!keys.isEmpty()) {
                db.update(sql.of(delete, keys.size()), keys.toArray());
              }
              return keys.size();
            });
  }
}
