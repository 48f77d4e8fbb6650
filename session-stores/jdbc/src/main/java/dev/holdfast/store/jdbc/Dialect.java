package dev.holdfast.store.jdbc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What databases say in different words: the present, and an insertion that may find a rival. */
public enum Dialect {
  /** PostgreSQL and what calls itself so. */
  POSTGRESQL(
      "postgresql",
      // stable within a statement, so that an index on times can be used
      "cast(floor(extract(epoch from statement_timestamp()) * 1000) as bigint)",
      // a refused insertion is an everyday thing here and no line in the server's log
      "on conflict do nothing"),
  /** MariaDB and MySQL. */
  MARIADB(
      "mariadb|mysql",
      // by UTC: local time repeats an hour each autumn
      "(timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) div 1000)",
      ""),
  /** H2, in memory, in a file or as a server. */
  H2("h2", "cast(floor(extract(epoch from current_timestamp(3)) * 1000) as bigint)", "");

  private final String products;
  private final String now;
  private final String unlessThere;

  Dialect(String products, String now, String unlessThere) {
    this.products = products;
    this.now = now;
    this.unlessThere = unlessThere;
  }

  /** The one for a database's product name as its driver tells it. */
  static Optional<Dialect> ofProduct(String product) {
    String name = product.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(dialect -> name.matches(".*(" + dialect.products + ").*"))
        .findFirst();
  }

  /** How settings and the names of the schema scripts call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** An expression for the present, by the database's clock, in milliseconds since 1970. */
  String now() {
    return now;
  }

  /** What follows an insertion that shall leave a row of the same key alone; or nothing. */
  String unlessThere() {
    return unlessThere;
  }
}
