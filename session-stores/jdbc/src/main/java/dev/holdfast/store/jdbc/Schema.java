package dev.holdfast.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of one dialect, as {@code schema-*.sql} beside this class describes them. */
final class Schema {
  /** What this code needs. A newer schema will do as long as the columns below are there. */
  static final int VERSION = 1;

  private static final String UNKNOWN_OR_FORBIDDEN = "42";
  private static final Map<String, String> COLUMNS = columns();

  private final Dialect dialect;
  private final String prefix;

  Schema(Dialect dialect, String prefix) {
    this.dialect = dialect;
    this.prefix = prefix;
  }

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("session", "id, version, sealed, label, created_at, expires_at, idle_until");
    columns.put("session_group", "group_key, record_id, expires_at");
    columns.put("fact", "name, version, content, expires_at");
    columns.put("schema", "version");
    return columns;
  }

  /**
   * Finds that all is there.
   *
   * @throws IncompleteSchemaException naming everything that is not
   */
  void check(Connected db) throws SQLException {
    List<String> missing = missing(db);
    if (!missing.isEmpty()) {
      throw new IncompleteSchemaException(complaint(missing));
    }
  }

  /**
   * Creates what is missing. Other nodes may be doing the same.
   *
   * @throws IncompleteSchemaException if it is missing still, with the first refusal as its cause
   */
  void complete(Connected db) throws SQLException {
    if (missing(db).isEmpty()) {
      return;
    }
    List<SQLException> refusals = create(db);
    List<String> missing = missing(db);
    if (!missing.isEmpty()) {
      throw refusals.isEmpty()
          ? new IncompleteSchemaException(complaint(missing))
          : new IncompleteSchemaException(complaint(missing), refusals.get(0));
    }
  }

  /** Runs the script; a refusal counts only if something is missing afterwards. */
  private List<SQLException> create(Connected db) throws SQLException {
    List<SQLException> refusals = new ArrayList<>();
    try (Statement statement = db.connection().createStatement()) {
      for (String ddl : script()) {
        try {
          statement.execute(ddl);
        } catch (SQLException e) {
          refusals.add(e);
        }
      }
    }
    return refusals;
  }

  private List<String> missing(Connected db) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
      String name = prefix + table.getKey();
      if (!answers(db, "select " + table.getValue() + " from " + name + " where 1 = 0")) {
        missing.add("table " + name + " (" + table.getValue() + ")");
      }
    }
    if (missing.isEmpty() && version(db) < VERSION) {
      missing.add("version " + VERSION + " in table " + prefix + "schema");
    }
    return missing;
  }

  private static boolean answers(Connected db, String query) throws SQLException {
    try {
      return db.query(query, found -> found).isEmpty();
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(UNKNOWN_OR_FORBIDDEN)) {
        return false;
      }
      throw e;
    }
  }

  private int version(Connected db) throws SQLException {
    return db.query("select max(version) from " + prefix + "schema", found -> found.getInt(1))
        .get(0);
  }

  private String complaint(List<String> missing) {
    return "the database lacks, or does not let this user see, "
        + String.join(", ", missing)
        + "; run "
        + scriptName()
        + " of this jar, or set create-schema=true";
  }

  private List<String> script() {
    String text = read(scriptName()).replaceAll("--[^\n]*", "").replace("${prefix}", prefix);
    return Arrays.stream(text.split(";")).map(String::strip).filter(ddl -> !ddl.isEmpty()).toList();
  }

  private String scriptName() {
    return "schema-" + dialect.word() + ".sql";
  }

  private static String read(String name) {
    try (InputStream script = Schema.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
