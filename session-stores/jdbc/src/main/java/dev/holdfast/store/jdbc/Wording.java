package dev.holdfast.store.jdbc;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The statements as one dialect says them, about the tables of one application. Immutable. */
final class Wording {
  private final Map<Sql, String> statements = new EnumMap<>(Sql.class);

  Wording(Dialect dialect, String prefix) {
    for (Sql sql : Sql.values()) {
      statements.put(
          sql,
          sql.template()
              .replace("${session}", prefix + "session")
              .replace("${group}", prefix + "session_group")
              .replace("${fact}", prefix + "fact")
              .replace("${now}", dialect.now())
              .replace("${batch}", String.valueOf(Sql.BATCH))
              .replace("${unlessThere}", dialect.unlessThere()));
    }
  }

  String of(Sql sql) {
    return statements.getOrDefault(sql, sql.template());
  }

  /** The statement for so many values in its list. */
  String of(Sql sql, int count) {
    return of(sql).replace("${list}", String.join(", ", Collections.nCopies(count, "?")));
  }
}
