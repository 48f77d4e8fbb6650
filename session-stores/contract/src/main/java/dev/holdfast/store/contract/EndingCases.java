package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class EndingCases extends SessionStoreCases {

  @BeforeEach
  final void needsAServer() {
    onlyWhereTheServerHoldsTheBytes();
  }

  @Test
  void an_idle_record_ends_at_the_very_instant() { // SES-08, SES-15
    Locator locator = store().create(record("sealed", USER));

    passUntilJustBefore(IDLE);
    assertThat(lives(locator)).isTrue();
    passTheRest();

    assertThat(lives(locator)).isFalse();
    assertThat(store().list(USER)).isEmpty();
  }

  @Test
  void a_record_in_use_ends_at_the_very_instant_of_its_absolute_expiry() { // SES-15
    StoredRecord stored = created(record("sealed", USER));
    assertThat(store().extend(stored, stored.sealed().expiresAt())).isTrue();

    passUntilJustBefore(ABSOLUTE);
    assertThat(lives(stored.locator())).isTrue();
    passTheRest();

    assertThat(lives(stored.locator())).isFalse();
  }

  @Test
  void a_record_that_was_over_when_it_came_is_never_found() {
    Instant now = subject().now();

    var over = new SealedRecord(new byte[] {1}, now, now, Set.of(USER), new byte[0]);

    assertThat(lives(store().create(over))).isFalse();
    assertThat(store().list(USER)).isEmpty();
  }

  @Test
  void extending_moves_the_idle_limit_and_nothing_else() {
    StoredRecord before = created(record("sealed", USER));
    Instant later = before.sealed().idleUntil().plus(IDLE);

    assertThat(store().extend(before, later)).isTrue();

    StoredRecord after = loaded(before.locator());
    assertThat(after.sealed().idleUntil()).isEqualTo(later);
    assertThat(after.sealed().expiresAt()).isEqualTo(before.sealed().expiresAt());
    assertThat(after.version()).isEqualTo(before.version());
    assertThat(text(after)).isEqualTo("sealed");
    subject().advance(IDLE);
    assertThat(lives(before.locator())).isTrue();
    subject().advance(IDLE);
    assertThat(lives(before.locator())).isFalse();
  }

  @Test
  void extending_by_the_least_unit_counts() {
    StoredRecord stored = created(record("sealed"));
    Duration little = subject().margin();

    assertThat(store().extend(stored, stored.sealed().idleUntil().plus(little))).isTrue();
    passUntilJustBefore(IDLE.plus(little));
    assertThat(lives(stored.locator())).isTrue();
    passTheRest();

    assertThat(lives(stored.locator())).isFalse();
  }

  @Test
  void extending_never_goes_beyond_the_absolute_expiry() {
    StoredRecord stored = created(record("sealed"));
    Instant end = stored.sealed().expiresAt();

    assertThat(store().extend(stored, end.plus(ABSOLUTE))).isTrue();

    assertThat(loaded(stored.locator()).sealed().idleUntil()).isEqualTo(end);
    subject().advance(ABSOLUTE);
    assertThat(lives(stored.locator())).isFalse();
  }

  @Test
  void extending_disturbs_nobody_who_is_about_to_replace() {
    StoredRecord stored = created(record("old"));

    assertThat(store().extend(stored, stored.sealed().idleUntil().plusSeconds(1))).isTrue();

    assertThat(store().replace(stored, record("new"))).isInstanceOf(SaveResult.Saved.class);
  }

  @Test
  void extending_needs_no_newest_version() {
    StoredRecord stored = created(record("old"));
    assertThat(store().replace(stored, record("new"))).isInstanceOf(SaveResult.Saved.class);
    Instant later = stored.sealed().idleUntil().plusSeconds(60);

    assertThat(store().extend(stored, later)).isTrue();

    assertThat(loaded(stored.locator()).sealed().idleUntil()).isEqualTo(later);
    assertThat(text(loaded(stored.locator()))).isEqualTo("new");
  }

  @Test
  void extending_revives_neither_an_ended_nor_a_deleted_record() {
    StoredRecord idle = created(record("idle", USER));
    StoredRecord deleted = created(record("deleted", USER));
    assertThat(store().delete(deleted.locator())).isTrue();
    assertThat(store().extend(deleted, deleted.sealed().expiresAt())).isFalse();

    subject().advance(IDLE);

    assertThat(store().extend(idle, idle.sealed().expiresAt())).isFalse();
    assertThat(lives(idle.locator())).isFalse();
    assertThat(lives(deleted.locator())).isFalse();
    assertThat(store().list(USER)).isEmpty();
  }
}
