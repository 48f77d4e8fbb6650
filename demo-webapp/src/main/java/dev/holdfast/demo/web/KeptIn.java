package dev.holdfast.demo.web;

import java.util.Locale;

/**
 * What holds the sessions.
 *
 * @param word of the setting {@code session-store}
 * @param words for people
 */
record KeptIn(String word, String words) {

  /**
   * Reads what the filter was told.
   *
   * @param address of a database; empty if there is none
   */
  static KeptIn of(String word, String address) {
    return new KeptIn(
        word,
        switch (word) {
          case "memory" -> "the server’s memory";
          case "cookie" -> "the browser’s cookies";
          case "jdbc" -> database(address);
          case "redis" -> "Redis";
          default -> word;
        });
  }

  private static String database(String address) {
    String[] parts = address.toLowerCase(Locale.ROOT).split(":", 3);
    String product = parts.length == 3 ? parts[1] : "";
    return switch (product) {
      case "h2" -> "an H2 database";
      case "postgresql" -> "a PostgreSQL database";
      case "mariadb" -> "a MariaDB database";
      case "mysql" -> "a MySQL database";
      default -> "a SQL database";
    };
  }
}
