package dev.holdfast.store.jdbc;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.SecretText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The settings of one store: {@code datasource}, a JNDI name, or {@code url}, {@code user}, {@code
 * password} and {@code pool-size}; {@code table-prefix}, {@code dialect}, {@code create-schema},
 * {@code time-limit} and {@code clean-up-interval}.
 */
final class JdbcSettings {
  static final String SESSION_STORE = "session-store";

  private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";
  private static final int USUAL_POOL = 10;
  private static final int LARGEST_POOL = 1000;
  private static final Connections NOTHING =
      () -> {
        throw new SQLException("no database is configured");
      };

  private final Settings settings;
  private final String area;
  private final String sourceArea;
  private final JdbcOptions options;
  private final Optional<Connections> connections;

  JdbcSettings(Settings settings, String area) {
    this.settings = settings;
    this.area = area;
    this.sourceArea =
        Stream.of("datasource", "url", "user", "password")
                    .filter(what -> settings.text(area + ".jdbc." + what).isPresent())
                    .count()
                > 0
            ? area
            : SESSION_STORE;
    this.options = readOptions();
    this.connections = readConnections();
  }

  JdbcOptions options() {
    return options;
  }

  /** Where connections come from; where none can, each attempt says so. */
  Connections connections() {
    return connections.orElse(NOTHING);
  }

  /** Whether there is a database to look at. */
  boolean sound() {
    return connections.isPresent();
  }

  /** Notes what the database lacks. */
  void schemaProblem(String complaint) {
    settings.problem(inherited("create-schema"), "does not help: " + complaint);
  }

  private JdbcOptions readOptions() {
    String prefix = settings.text(inherited("table-prefix")).orElse(JdbcOptions.USUAL_PREFIX);
    if (!JdbcOptions.PREFIX.matcher(prefix).matches()) {
      settings.problem(
          inherited("table-prefix"),
          "is more than 30 letters, digits and _, or begins with a digit");
      prefix = JdbcOptions.USUAL_PREFIX;
    }
    List<String> words =
        Stream.concat(Stream.of("auto"), Arrays.stream(Dialect.values()).map(Dialect::word))
            .toList();
    String word = settings.choice(inherited("dialect"), "auto", words);
    return new JdbcOptions(
        prefix,
        Arrays.stream(Dialect.values()).filter(d -> d.word().equals(word)).findFirst().orElse(null),
        settings.flag(inherited("create-schema"), false),
        duration(
            "time-limit", JdbcOptions.USUAL_TIMEOUT, Duration.ofMillis(1), Duration.ofMinutes(1)),
        duration(
            "clean-up-interval",
            JdbcOptions.USUAL_CLEAN_UP,
            Duration.ofSeconds(1),
            Duration.ofDays(1)));
  }

  private Duration duration(String what, Duration usual, Duration least, Duration most) {
    Duration duration = settings.duration(inherited(what), usual);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      settings.problem(
          inherited(what),
          "is not between " + least.toMillis() + " and " + most.toMillis() + " milliseconds");
      return usual;
    }
    return duration;
  }

  /** The name to read: this store's own if it is set, otherwise the session store's. */
  private String inherited(String what) {
    String own = area + ".jdbc." + what;
    return settings.text(own).isPresent() ? own : SESSION_STORE + ".jdbc." + what;
  }

  private String ofSource(String what) {
    return sourceArea + ".jdbc." + what;
  }

  private Optional<Connections> readConnections() {
    Optional<String> jndi = settings.text(ofSource("datasource"));
    Optional<String> url = settings.text(ofSource("url"));
    Optional<String> user = settings.text(ofSource("user"));
    Optional<SecretText> password = settings.secret(ofSource("password"));
    int size = settings.number(inherited("pool-size"), USUAL_POOL, 1, LARGEST_POOL);
    if (jndi.isPresent() == url.isPresent()) {
      settings.problem(
          ofSource("datasource"),
          jndi.isPresent()
              ? "and " + ofSource("url") + " are both set; keep one"
              : "is missing; name a DataSource in JNDI, or set " + ofSource("url"));
      return Optional.empty();
    }
    return jndi.isPresent()
        ? jndi.flatMap(this::lookUp)
        : url.flatMap(text -> pool(new PoolOrder(text, user, password, size, options.timeout())));
  }

  private Optional<Connections> pool(PoolOrder order) {
    if (Drivers.of(order.url()).isEmpty()) {
      settings.problem(
          ofSource("url"), "is an address that no JDBC driver on the class path accepts");
      return Optional.empty();
    }
    try {
      Class.forName(HIKARI, false, JdbcSettings.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      settings.problem(
          ofSource("url"), "needs com.zaxxer:HikariCP on the class path; or set a datasource");
      return Optional.empty();
    }
    return Optional.of(Pool.open(order));
  }

  @SuppressWarnings("BanJNDI") // the deployer names it, and only in the application's own tree
  private Optional<Connections> lookUp(String name) {
    boolean full = name.startsWith("java:");
    if (!full && name.contains(":")) {
      settings.problem(ofSource("datasource"), "is neither a plain name nor one of java:");
      return Optional.empty();
    }
    try {
      Object found = InitialContext.doLookup(full ? name : "java:comp/env/" + name);
      if (found instanceof DataSource source) {
        return Optional.of(source::getConnection);
      }
    } catch (NamingException e) {
      // reported below, in the same words as a name of something else
    }
    settings.problem(ofSource("datasource"), "names no DataSource in JNDI");
    return Optional.empty();
  }
}
