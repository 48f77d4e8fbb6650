package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a call costs, and what becomes of it when the database refuses. */
class DatabaseTest {
  private static final byte[] VALUE = {1};
  private static final String SERIALIZATION_FAILURE = "40001";

  private final TestDatabase h2 = H2.fresh().emptied();
  private final ScriptedSource source = new ScriptedSource(h2.source());

  private JdbcSessionStore sessions(Connections connections) {
    Database database = new Database(connections, TestDatabase.OPTIONS);
    assertThat(database.problem()).isEmpty();
    source.statements();
    return new JdbcSessionStore(database, RandomBytes.secure(), TestDatabase.OPTIONS);
  }

  private SealedRecord record(GroupKey... groups) {
    Instant now = h2.now();
    return new SealedRecord(
        VALUE, now.plusSeconds(100), now.plusSeconds(50), Set.of(groups), VALUE);
  }

  @Test
  void a_load_is_one_statement_and_so_are_a_touch_a_save_and_a_deletion() {
    try (JdbcSessionStore store = sessions(source.connections())) {
      Locator locator = store.create(record(new GroupKey("a"), new GroupKey("b")));
      assertThat(source.statements()).hasSize(2);

      StoredRecord stored = store.load(locator).orElseThrow();
      assertThat(source.statements()).hasSize(1);

      assertThat(store.extend(stored, stored.sealed().expiresAt())).isTrue();
      assertThat(source.statements()).hasSize(1);

      assertThat(store.replace(stored, record())).isInstanceOf(SaveResult.Saved.class);
      assertThat(source.statements()).hasSize(1);

      assertThat(store.delete(locator)).isTrue();
      assertThat(source.statements()).hasSize(1);
    }
  }

  @Test
  void a_locator_that_cannot_be_ours_costs_no_statement() {
    try (JdbcSessionStore store = sessions(source.connections())) {
      assertThat(store.load(Locator.of("' or 1 = 1 --"))).isEmpty();

      assertThat(source.statements()).isEmpty();
    }
  }

  @Test
  void what_the_database_undid_is_done_again() {
    try (JdbcSessionStore store = sessions(source.connections())) {
      source.failWith(SERIALIZATION_FAILURE);
      source.failWith("40P01");

      Locator locator = store.create(record(new GroupKey("a")));

      assertThat(store.load(locator)).isPresent();
      assertThat(store.list(new GroupKey("a"))).hasSize(1);
    }
  }

  @Test
  void what_the_database_keeps_undoing_is_an_outage() {
    try (JdbcSessionStore store = sessions(source.connections())) {
      Locator locator = store.create(record());
      source.statements();
      for (int i = 0; i < 100; i++) {
        source.failWith(SERIALIZATION_FAILURE);
      }

      assertThatThrownBy(() -> store.delete(locator)).isInstanceOf(SessionStoreException.class);

      assertThat(source.statements()).hasSizeBetween(2, 20);
    }
  }

  @Test
  void a_lost_connection_is_an_outage_and_nothing_is_done_twice() {
    try (JdbcSessionStore store = sessions(source.connections())) {
      Locator locator = store.create(record());
      source.statements();
      source.failWith("08006");

      assertThatThrownBy(() -> store.delete(locator))
          .isInstanceOf(SessionStoreException.class)
          .hasMessageContaining("08006")
          .message()
          .doesNotContain(locator.value().reveal());

      assertThat(source.statements()).hasSize(1);
      assertThat(store.load(locator)).isPresent();
    }
  }

  @Test
  void a_constraint_that_is_not_the_key_is_no_answer_about_a_fact() {
    Database database = new Database(source.connections(), TestDatabase.OPTIONS);
    assertThat(database.problem()).isEmpty();
    try (var facts =
        new JdbcCoordinationStore(database, RandomBytes.secure(), TestDatabase.OPTIONS)) {
      source.failWith("22001");

      assertThatThrownBy(() -> facts.putIfAbsent(new Fact("f"), VALUE, Duration.ofSeconds(1)))
          .isInstanceOf(SessionStoreException.class);
    }
  }

  @Test
  void connections_that_wait_for_a_commit_are_used_without_and_given_back_as_they_were() {
    try (JdbcSessionStore store = sessions(source.waitingForCommit())) {
      Locator locator = store.create(record());

      assertThat(store.load(locator)).isPresent();
      assertThat(store.delete(locator)).isTrue();
      assertThat(h2.rows("holdfast_session")).isZero();
      assertThat(source.givenBack()).containsOnly("autoCommit=false");
    }
  }
}
