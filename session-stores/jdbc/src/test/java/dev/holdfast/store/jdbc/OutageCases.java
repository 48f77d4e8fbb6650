package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A database that is gone or silent is an outage, never an empty answer; and it comes back. */
abstract class OutageCases {
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final GroupKey GROUP = new GroupKey("g".repeat(43));
  private static final Fact FACT = new Fact("f".repeat(43));
  private static final byte[] VALUE = {1};

  private HikariDataSource pool;
  private JdbcSessionStore sessions;
  private JdbcCoordinationStore facts;

  abstract ServerExtension server();

  /** Keeps everybody else from the table of sessions until the transaction ends. */
  abstract String lockSessions();

  @BeforeEach
  final void openStores() {
    server().database().emptied();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server().server().url());
    config.setUsername(server().server().user());
    config.setMaximumPoolSize(4);
    config.setConnectionTimeout(1000);
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool = new HikariDataSource(config);
    sessions = new JdbcSessionStore(pool, RandomBytes.secure(), options(Duration.ofSeconds(20)));
    facts = new JdbcCoordinationStore(pool, RandomBytes.secure(), options(Duration.ofSeconds(20)));
  }

  @AfterEach
  final void closeStores() {
    sessions.close();
    facts.close();
    pool.close();
  }

  private static JdbcOptions options(Duration timeout) {
    return new JdbcOptions("holdfast_", null, false, timeout, Duration.ofHours(1));
  }

  private SealedRecord record() {
    Instant end = server().database().now().plus(Duration.ofHours(1));
    return new SealedRecord(VALUE, end, end, Set.of(GROUP), VALUE);
  }

  private static void fails(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(SessionStoreException.class);
  }

  /** The pool pauses between its own attempts; each call here waits for it up to a second. */
  private static <T> T onceItIsBack(Supplier<T> call) {
    SessionStoreException last = new SessionStoreException("not tried");
    for (int attempt = 0; attempt < 30; attempt++) {
      try {
        return call.get();
      } catch (SessionStoreException e) {
        last = e;
      }
    }
    throw last;
  }

  @Test
  @DisplayName("SES-12: a stopped database is an outage, and loses nothing")
  void a_stopped_database_is_an_outage_and_loses_nothing() {
    Locator locator = sessions.create(record());
    StoredRecord stored = sessions.load(locator).orElseThrow();
    SealedRecord next = record();
    facts.put(FACT, VALUE, Duration.ofHours(1));

    server().server().stop();
    try {
      fails(() -> sessions.load(locator));
      fails(() -> sessions.create(next));
      fails(() -> sessions.replace(stored, next));
      fails(() -> sessions.extend(stored, next.expiresAt()));
      fails(() -> sessions.delete(locator));
      fails(() -> sessions.list(GROUP));
      fails(() -> sessions.deleteGroup(GROUP));
      fails(() -> facts.getAll(Set.of(FACT)));
      fails(() -> facts.putIfAbsent(FACT, VALUE, SHORT));
      fails(() -> facts.remove(FACT, VALUE));
    } finally {
      server().server().startAgain();
    }

    assertThat(onceItIsBack(() -> sessions.load(locator))).isPresent();
    assertThat(sessions.list(GROUP)).hasSize(1);
    assertThat(facts.getAll(Set.of(FACT))).containsOnlyKeys(FACT);
    assertThat(sessions.load(sessions.create(record()))).isPresent();
  }

  @Test
  void a_store_that_started_in_an_outage_works_once_the_database_is_there() {
    SealedRecord record = record();
    try (var late = new JdbcSessionStore(pool, RandomBytes.secure(), options(SHORT))) {
      server().server().stop();
      try {
        fails(() -> late.create(record));
      } finally {
        server().server().startAgain();
      }

      assertThat(sessions.load(onceItIsBack(() -> late.create(record)))).isPresent();
    }
  }

  @Test
  @DisplayName("SES-13: a database that does not answer in time is an outage")
  void a_database_that_does_not_answer_in_time_is_an_outage() throws SQLException {
    Locator locator = sessions.create(record());
    try (var hasty = new JdbcSessionStore(pool, RandomBytes.secure(), options(SHORT));
        Connection rival = server().database().source().getConnection();
        Statement statement = rival.createStatement()) {
      onceItIsBack(() -> hasty.load(locator).orElseThrow()); // its first takes longer
      rival.setAutoCommit(false);
      statement.execute(lockSessions());

      long start = System.nanoTime();
      fails(() -> hasty.delete(locator));
      Duration waited = Duration.ofNanos(System.nanoTime() - start);

      assertThat(waited).isBetween(SHORT.minusMillis(50), Duration.ofSeconds(10));
      rival.rollback();
    }
    assertThat(sessions.list(GROUP)).hasSizeLessThanOrEqualTo(1);
    assertThat(sessions.load(sessions.create(record()))).isPresent();
  }
}
