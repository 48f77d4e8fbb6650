package dev.holdfast.store.jdbc;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Finds JDBC drivers. {@link java.sql.DriverManager} would not see those of a web application if
 * another one has started before it.
 */
final class Drivers {
  private Drivers() {}

  /** The driver that understands this address. */
  static Optional<Driver> of(String url) {
    return ServiceLoader.load(Driver.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(driver -> accepts(driver, url))
        .findFirst();
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false; // its own kind of address, and a malformed one
    }
  }
}
