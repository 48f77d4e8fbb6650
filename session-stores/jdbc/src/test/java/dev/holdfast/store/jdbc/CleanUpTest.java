package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has ended is removed, in small steps and by a thread of its own. */
class CleanUpTest {
  private static final GroupKey GROUP = new GroupKey("g");
  private static final Duration IDLE = Duration.ofSeconds(50);
  private static final Duration ABSOLUTE = Duration.ofSeconds(100);
  private static final Duration OFTEN = Duration.ofMillis(2);

  private final TestDatabase h2 = H2.fresh().emptied();
  private final Database database = new Database(h2.source()::getConnection, TestDatabase.OPTIONS);
  private final EndedRows ended = new EndedRows(database);
  private final JdbcSessionStore sessions =
      new JdbcSessionStore(database, RandomBytes.secure(), TestDatabase.OPTIONS);
  private final JdbcCoordinationStore facts =
      new JdbcCoordinationStore(database, RandomBytes.secure(), TestDatabase.OPTIONS);

  @AfterEach
  void close() {
    sessions.close();
    facts.close();
  }

  private Locator create() {
    Instant now = h2.now();
    return sessions.create(
        new SealedRecord(
            new byte[] {1}, now.plus(ABSOLUTE), now.plus(IDLE), Set.of(GROUP), new byte[0]));
  }

  @Test
  void ended_records_go_with_their_memberships_and_the_living_stay() { // SES-15
    create();
    create();
    h2.advance(IDLE);
    Locator living = create();

    assertThat(ended.records().getAsInt()).isEqualTo(2);

    assertThat(h2.rows("holdfast_session")).isEqualTo(1);
    assertThat(h2.rows("holdfast_session_group")).isEqualTo(1);
    assertThat(sessions.load(living)).isPresent();
    assertThat(ended.records().getAsInt()).isZero();
  }

  @Test
  void memberships_of_deleted_records_go_at_their_absolute_end() {
    assertThat(sessions.delete(create())).isTrue();
    h2.advance(IDLE);
    create();
    assertThat(ended.groups().getAsInt()).isZero();
    assertThat(h2.rows("holdfast_session_group")).isEqualTo(2);

    h2.advance(IDLE);

    assertThat(ended.groups().getAsInt()).isEqualTo(1);
    assertThat(h2.rows("holdfast_session_group")).isEqualTo(1);
  }

  @Test
  void ended_facts_go_in_batches() {
    for (int i = 0; i < Sql.BATCH + 5; i++) {
      facts.put(new Fact("f" + i), new byte[] {1}, IDLE);
    }
    facts.put(new Fact("living"), new byte[] {1}, ABSOLUTE);
    h2.advance(IDLE);

    assertThat(ended.facts().getAsInt()).isEqualTo(Sql.BATCH);
    assertThat(ended.facts().getAsInt()).isEqualTo(5);
    assertThat(ended.facts().getAsInt()).isZero();

    assertThat(h2.rows("holdfast_fact")).isEqualTo(1);
  }

  @Test
  void the_thread_keeps_on_through_outages_until_it_is_closed() throws InterruptedException {
    CountDownLatch rounds = new CountDownLatch(5);
    try (CleanUp cleanUp =
        CleanUp.start(
            List.of(
                () -> {
                  rounds.countDown();
                  if (rounds.getCount() % 2 == 0) {
                    throw new SessionStoreException("an outage");
                  }
                  return 0;
                }),
            OFTEN,
            RandomBytes.secure())) {
      assertThat(rounds.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(cleanUp).isNotNull();
    }
  }

  @Test
  void full_batches_follow_each_other_at_once_up_to_a_limit() throws InterruptedException {
    AtomicInteger batches = new AtomicInteger();
    CountDownLatch otherKind = new CountDownLatch(1);
    try (CleanUp cleanUp =
        CleanUp.start(
            List.of(
                () -> {
                  batches.incrementAndGet();
                  return Sql.BATCH;
                },
                () -> {
                  otherKind.countDown();
                  return 0;
                }),
            OFTEN,
            RandomBytes.secure())) {
      assertThat(otherKind.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(batches.get()).isGreaterThanOrEqualTo(50);
      assertThat(cleanUp).isNotNull();
    }
  }
}
