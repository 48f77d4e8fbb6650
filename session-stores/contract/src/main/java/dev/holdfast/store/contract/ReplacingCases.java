package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ReplacingCases extends SessionStoreCases {

  private StoredRecord saved(StoredRecord loaded, SealedRecord next) {
    SaveResult result = store().replace(loaded, next);
    assertThat(result).isInstanceOf(SaveResult.Saved.class);
    return ((SaveResult.Saved) result).now();
  }

  @Test
  void the_next_record_is_found_by_the_locator_of_the_answer() {
    StoredRecord now = saved(created(record("old")), record("new"));

    assertThat(text(now)).isEqualTo("new");
    assertThat(text(loaded(now.locator()))).isEqualTo("new");
    assertThat(loaded(now.locator()).version()).isEqualTo(now.version());
  }

  @Test
  void the_answer_can_be_replaced_in_turn() {
    StoredRecord now = created(record("0"));
    for (int i = 1; i <= 20; i++) {
      now = saved(now, record("replaced " + i));
    }

    assertThat(text(loaded(now.locator()))).isEqualTo("replaced 20");
  }

  @Test
  void a_replaced_record_keeps_its_locator_where_the_server_holds_it() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord old = created(record("old"));

    StoredRecord now = saved(old, record("new"));

    assertThat(now.locator()).isEqualTo(old.locator());
    assertThat(now.version()).isNotEqualTo(old.version());
  }

  @Test
  void who_comes_second_is_told_of_the_conflict() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("old"));
    StoredRecord mine = loaded(locator);
    StoredRecord yours = loaded(locator);

    saved(yours, record("yours"));

    assertThat(store().replace(mine, record("mine"))).isEqualTo(new SaveResult.Conflict());
    assertThat(text(loaded(locator))).isEqualTo("yours");
  }

  @Test
  void equal_bytes_are_a_new_version_too() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord old = created(record("same"));

    saved(old, record("same"));

    assertThat(store().replace(old, record("late"))).isEqualTo(new SaveResult.Conflict());
  }

  @Test
  @DisplayName("SES-14: one of many who replace the same version wins")
  void one_of_many_who_replace_the_same_version_wins() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord old = created(record("old"));

    List<SaveResult> results = Race.run(number -> store().replace(old, record("racer " + number)));

    List<StoredRecord> winners =
        results.stream()
            .filter(SaveResult.Saved.class::isInstance)
            .map(result -> ((SaveResult.Saved) result).now())
            .toList();
    assertThat(winners).hasSize(1);
    assertThat(results).filteredOn(new SaveResult.Conflict()::equals).hasSize(Race.RACERS - 1);
    assertThat(text(loaded(old.locator()))).isEqualTo(text(winners.get(0)));
  }

  @Test
  void a_deleted_record_is_gone_and_is_not_revived() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord old = created(record("old", USER));
    StoredRecord newest = saved(old, record("new"));
    assertThat(store().delete(old.locator())).isTrue();

    assertThat(store().replace(newest, record("late"))).isEqualTo(new SaveResult.Gone());
    assertThat(store().replace(old, record("later"))).isEqualTo(new SaveResult.Gone());
    assertThat(lives(old.locator())).isFalse();
    assertThat(store().list(USER)).isEmpty();
  }

  @Test
  void an_ended_record_is_gone_and_is_not_revived() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord old = created(record("old", USER));

    subject().advance(IDLE);

    assertThat(store().replace(old, record("late"))).isEqualTo(new SaveResult.Gone());
    assertThat(lives(old.locator())).isFalse();
    assertThat(store().list(USER)).isEmpty();
  }

  @Test
  void a_deletion_among_replacements_is_final() {
    onlyWhereTheServerHoldsTheBytes();
    for (int round = 0; round < 20; round++) {
      StoredRecord old = created(record("old", USER));

      long deleted =
          Race.winners(
              number -> {
                if (number == 0) {
                  return store().delete(old.locator());
                }
                store().replace(old, record("racer " + number));
                return false;
              });

      assertThat(deleted).isEqualTo(1);
      assertThat(lives(old.locator())).isFalse();
      assertThat(store().list(USER)).isEmpty();
    }
  }

  @Test
  @DisplayName("SES-06: replacing sets the idle limit but never the absolute expiry")
  void replacing_sets_the_idle_limit_but_never_the_absolute_expiry() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord old = created(record("old"));
    Instant end = old.sealed().expiresAt();
    Instant beyond = end.plus(Duration.ofDays(1));

    StoredRecord now =
        saved(old, new SealedRecord(new byte[] {1}, beyond, beyond, Set.of(), new byte[0]));

    assertThat(now.sealed().expiresAt()).isEqualTo(end);
    assertThat(now.sealed().idleUntil()).isEqualTo(end);
    assertThat(loaded(old.locator()).sealed().expiresAt()).isEqualTo(end);
    assertThat(loaded(old.locator()).sealed().idleUntil()).isEqualTo(end);
    subject().advance(ABSOLUTE);
    assertThat(lives(old.locator())).isFalse();
  }
}
