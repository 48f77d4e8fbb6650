package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With this option the driver counts the rows that changed rather than those that were met. */
class MariaDbChangedRowsIT {
  @RegisterExtension static final ServerExtension SERVER = ServerExtension.mariaDb();

  private static final byte[] VALUE = {1};

  @Test
  void a_change_that_changes_nothing_counts_all_the_same() {
    TestDatabase database = SERVER.database().emptied();
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(SERVER.server().url() + "?useAffectedRows=true");
      pool.setUsername(SERVER.server().user());
      try (var sessions = new JdbcSessionStore(pool, RandomBytes.secure(), TestDatabase.OPTIONS);
          var facts = new JdbcCoordinationStore(pool, RandomBytes.secure(), TestDatabase.OPTIONS)) {
        Instant end = database.now().plusSeconds(60);
        StoredRecord stored =
            sessions
                .load(sessions.create(new SealedRecord(VALUE, end, end, Set.of(), VALUE)))
                .orElseThrow();

        assertThat(sessions.extend(stored, end)).isTrue();
        assertThat(sessions.extend(stored, end)).isTrue();

        Fact fact = new Fact("f");
        facts.put(fact, VALUE, Duration.ofMinutes(1));
        for (int i = 0; i < 50; i++) {
          assertThat(facts.replace(fact, VALUE, VALUE, Duration.ofMinutes(1))).isTrue();
        }
      }
    }
  }
}
