package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A user with a thousand sessions: how many statements it takes to list and to end them. */
abstract class ManySessionsCases {
  private static final GroupKey USER = new GroupKey("user");
  private static final int MANY = 1000;

  /** The database, without rows. */
  abstract TestDatabase database();

  @Test
  void a_thousand_sessions_are_listed_in_one_statement_and_ended_in_eleven() {
    TestDatabase database = database().emptied();
    ScriptedSource source = new ScriptedSource(database.source());
    try (JdbcSessionStore store =
        new JdbcSessionStore(
            new Database(source.connections(), TestDatabase.OPTIONS),
            RandomBytes.secure(),
            TestDatabase.OPTIONS)) {
      List<RecordId> all = new ArrayList<>();
      Instant now = database.now();
      for (int i = 0; i < MANY; i++) {
        all.add(idOf(store.create(record(now, USER, new GroupKey("login " + i)))));
      }
      store.create(record(now, new GroupKey("another user")));
      source.statements();

      assertThat(store.list(USER))
          .extracting(RecordSummary::id)
          .containsExactlyInAnyOrderElementsOf(all);
      assertThat(source.statements()).hasSize(1);

      assertThat(store.delete(all.get(MANY / 2), USER)).isTrue();
      assertThat(source.statements()).hasSize(1);

      assertThat(store.deleteGroup(USER)).isEqualTo(MANY - 1);
      assertThat(source.statements()).hasSizeLessThanOrEqualTo(1 + MANY / 100);
      assertThat(store.list(USER)).isEmpty();
      assertThat(database.rows("holdfast_session")).isEqualTo(1);
    }
  }

  private static RecordId idOf(Locator locator) {
    return Handles.idOf(locator).orElseThrow();
  }

  private static SealedRecord record(Instant now, GroupKey... groups) {
    return new SealedRecord(
        new byte[3000],
        now.plus(Duration.ofHours(8)),
        now.plus(Duration.ofMinutes(30)),
        Set.of(groups),
        new byte[100]);
  }
}
