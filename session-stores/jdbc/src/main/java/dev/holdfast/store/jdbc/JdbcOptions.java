package dev.holdfast.store.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a store uses its database.
 *
 * @param tablePrefix what the names of its tables begin with
 * @param dialect the database's words; null: as its product name suggests
 * @param createSchema whether missing tables are created
 * @param timeout how long an answer may take before the connection is given up; what was asked may
 *     have happened nevertheless. Drivers without {@link java.sql.Connection#setNetworkTimeout}
 *     (H2) do not keep it
 * @param cleanUpEvery about how often ended rows are removed
 */
public record JdbcOptions(
    String tablePrefix,
    @Nullable Dialect dialect,
    boolean createSchema,
    Duration timeout,
    Duration cleanUpEvery) {
  static final Pattern PREFIX = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,29}");
  static final String USUAL_PREFIX = "holdfast_";
  static final Duration USUAL_TIMEOUT = Duration.ofMillis(250);
  static final Duration USUAL_CLEAN_UP = Duration.ofMinutes(1);

  /** Refuses a prefix that is no part of a table's name, and times of less than a millisecond. */
  public JdbcOptions {
    if (!PREFIX.matcher(tablePrefix).matches()) {
      throw new IllegalArgumentException("tablePrefix is not like " + USUAL_PREFIX);
    }
    if (timeout.toMillis() < 1 || cleanUpEvery.toMillis() < 1) {
      throw new IllegalArgumentException("timeout and cleanUpEvery are at least 1 ms");
    }
  }

  /** Tables {@code holdfast_…} that somebody has created, 250 ms, cleaned every minute. */
  public static JdbcOptions defaults() {
    return new JdbcOptions(USUAL_PREFIX, null, false, USUAL_TIMEOUT, USUAL_CLEAN_UP);
  }
}
