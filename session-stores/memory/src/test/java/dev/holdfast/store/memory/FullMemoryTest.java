package dev.holdfast.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.Fact;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoredRecord;
import dev.holdfast.store.contract.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Memory is bounded, and no living thing pays for it. */
class FullMemoryTest {
  private static final int MAX = 3;
  private static final GroupKey GROUP = new GroupKey("g");
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final byte[] VALUE = {1};

  private final MemoryStoreUnderTest sessions = new MemoryStoreUnderTest(MAX);
  private final TestTime time = new TestTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemoryCoordinationStore facts = new MemoryCoordinationStore(time, MAX);

  private Locator create() {
    Instant end = sessions.now().plus(LIFE);
    return sessions.store().create(new SealedRecord(VALUE, end, end, Set.of(GROUP), new byte[0]));
  }

  private List<Locator> fill() {
    List<Locator> locators = new ArrayList<>();
    for (int i = 0; i < MAX; i++) {
      locators.add(create());
    }
    return locators;
  }

  @Test
  void a_full_session_store_refuses_new_sessions_and_keeps_the_living() {
    List<Locator> living = fill();

    assertThatThrownBy(this::create)
        .isInstanceOf(SessionStoreException.class)
        .hasMessageContaining("full");

    assertThat(living).allMatch(locator -> sessions.store().load(locator).isPresent());
    assertThat(sessions.store().list(GROUP)).hasSize(MAX);
  }

  @Test
  void a_full_session_store_still_replaces_and_extends() {
    Locator locator = fill().get(0);
    StoredRecord loaded = sessions.store().load(locator).orElseThrow();

    assertThat(sessions.store().extend(loaded, loaded.sealed().expiresAt())).isTrue();
    assertThat(sessions.store().replace(loaded, loaded.sealed()))
        .isInstanceOf(SaveResult.Saved.class);
  }

  @Test
  void a_deleted_session_makes_room() {
    Locator locator = fill().get(0);
    assertThat(sessions.store().delete(locator)).isTrue();

    assertThat(sessions.store().load(create())).isPresent();
  }

  @Test
  void ended_sessions_make_room_and_leave_nothing_behind() {
    fill();
    // what has ended is swept within about a second
    sessions.advance(LIFE.plusSeconds(2));

    assertThat(sessions.store().load(create())).isPresent();
    assertThat(sessions.backDoor().records()).isEqualTo(1);
    assertThat(sessions.store().deleteGroup(GROUP)).isEqualTo(1);
    assertThat(sessions.groups()).isZero();
  }

  @Test
  void a_session_replaced_by_one_without_groups_leaves_none_behind() {
    StoredRecord loaded = sessions.store().load(create()).orElseThrow();
    Instant end = loaded.sealed().expiresAt();
    SealedRecord bare = new SealedRecord(VALUE, end, end, Set.of(), new byte[0]);
    assertThat(sessions.store().replace(loaded, bare)).isInstanceOf(SaveResult.Saved.class);

    assertThat(sessions.store().delete(loaded.locator())).isTrue();

    assertThat(sessions.groups()).isZero();
  }

  @Test
  void a_full_fact_store_refuses_new_facts_and_keeps_the_living() {
    for (int i = 0; i < MAX; i++) {
      facts.put(new Fact("fact" + i), VALUE, LIFE);
    }
    Fact extra = new Fact("one too many");

    assertThatThrownBy(() -> facts.put(extra, VALUE, LIFE))
        .isInstanceOf(SessionStoreException.class);
    assertThatThrownBy(() -> facts.putIfAbsent(extra, VALUE, LIFE))
        .isInstanceOf(SessionStoreException.class);

    assertThat(facts.getAll(Set.of(new Fact("fact0"), new Fact("fact1"), new Fact("fact2"), extra)))
        .hasSize(MAX);
  }

  @Test
  void a_full_fact_store_still_answers_for_the_facts_it_has() {
    Fact fact = new Fact("fact0");
    for (int i = 0; i < MAX; i++) {
      facts.put(new Fact("fact" + i), VALUE, LIFE);
    }

    assertThat(facts.putIfAbsent(fact, VALUE, LIFE)).isFalse();
    facts.put(fact, new byte[] {2}, LIFE);
    assertThat(facts.replace(fact, new byte[] {2}, VALUE, LIFE)).isTrue();
    assertThat(facts.remove(fact, VALUE)).isTrue();
    assertThat(facts.putIfAbsent(new Fact("now there is room"), VALUE, LIFE)).isTrue();
  }

  @Test
  void ended_facts_make_room() {
    for (int i = 0; i < MAX; i++) {
      facts.put(new Fact("fact" + i), VALUE, LIFE);
    }
    time.advance(LIFE.plusSeconds(2));

    assertThat(facts.putIfAbsent(new Fact("next"), VALUE, LIFE)).isTrue();
  }
}
