package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SaveResult;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class GroupCases extends SessionStoreCases {

  @BeforeEach
  final void needsAServer() {
    onlyWhereTheServerHoldsTheBytes();
  }

  @Test
  void a_list_shows_each_record_without_what_opens_it() {
    SealedRecord sealed = record("sealed", USER, LOGIN);
    Instant before = subject().now();
    Locator locator = store().create(sealed);
    Instant after = subject().now();

    List<RecordSummary> list = store().list(USER);

    assertThat(list).hasSize(1);
    RecordSummary summary = list.get(0);
    assertThat(summary.id()).isEqualTo(idOf(locator));
    assertThat(summary.createdAt()).isBetween(before, after);
    assertThat(summary.expiresAt()).isEqualTo(sealed.expiresAt());
    assertThat(summary.idleUntil()).isEqualTo(sealed.idleUntil());
    assertThat(summary.label()).isEqualTo(sealed.label());
  }

  @Test
  void a_record_is_listed_in_its_groups_only() {
    Locator both = store().create(record("both", USER, LOGIN));
    Locator one = store().create(record("one", USER));
    store().create(record("none"));

    assertThat(store().list(USER))
        .extracting(RecordSummary::id)
        .containsExactlyInAnyOrder(idOf(both), idOf(one));
    assertThat(store().list(LOGIN)).extracting(RecordSummary::id).containsExactly(idOf(both));
  }

  @Test
  void a_list_shows_the_idle_limit_as_it_was_moved() {
    StoredRecord stored = created(record("sealed", USER));
    Instant later = stored.sealed().idleUntil().plusSeconds(60);

    assertThat(store().extend(stored, later)).isTrue();

    assertThat(store().list(USER)).extracting(RecordSummary::idleUntil).containsExactly(later);
  }

  @Test
  void groups_and_label_survive_a_replacement() {
    StoredRecord stored = created(record("old", USER, LOGIN));
    SealedRecord next = record("new");
    SealedRecord bare =
        new SealedRecord(next.bytes(), next.expiresAt(), next.idleUntil(), Set.of(), new byte[0]);

    assertThat(store().replace(stored, bare)).isInstanceOf(SaveResult.Saved.class);

    assertThat(store().list(LOGIN))
        .extracting(summary -> new String(summary.label(), StandardCharsets.UTF_8))
        .containsExactly("a laptop");
    assertThat(store().deleteGroup(USER)).isEqualTo(1);
    assertThat(lives(stored.locator())).isFalse();
  }

  @Test
  void ending_a_group_ends_its_records_and_no_others() {
    Locator first = store().create(record("first", USER, LOGIN));
    Locator second = store().create(record("second", USER));
    Locator other = store().create(record("other", LOGIN));

    assertThat(store().deleteGroup(USER)).isEqualTo(2);

    assertThat(lives(first)).isFalse();
    assertThat(lives(second)).isFalse();
    assertThat(text(loaded(other))).isEqualTo("other");
    assertThat(store().list(USER)).isEmpty();
    assertThat(store().list(LOGIN)).extracting(RecordSummary::id).containsExactly(idOf(other));
  }

  @Test
  void ending_a_group_counts_only_what_this_call_ended() {
    Locator deleted = store().create(record("deleted", USER));
    store().create(record("idle", USER));
    assertThat(store().delete(deleted)).isTrue();
    subject().advance(IDLE);
    store().create(record("alive", USER));

    assertThat(store().deleteGroup(USER)).isEqualTo(1);
    assertThat(store().deleteGroup(USER)).isZero();
    assertThat(store().deleteGroup(LOGIN)).isZero();
  }

  @Test
  void a_group_can_be_used_again_after_its_end() {
    store().create(record("before", USER));
    assertThat(store().deleteGroup(USER)).isEqualTo(1);

    Locator after = store().create(record("after", USER));

    assertThat(store().list(USER)).extracting(RecordSummary::id).containsExactly(idOf(after));
  }

  @Test
  void many_who_end_a_group_share_its_records_among_them() {
    for (int i = 0; i < 50; i++) {
      store().create(record("record " + i, USER));
    }

    List<Integer> ended = Race.run(number -> store().deleteGroup(USER));

    assertThat(ended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    assertThat(store().list(USER)).isEmpty();
  }

  @Test
  void ending_a_group_spares_no_record_whose_creation_had_returned() {
    Queue<Locator> returned = new ConcurrentLinkedQueue<>();

    List<Boolean> spared =
        Race.run(
            number -> {
              if (number % 8 != 0) {
                for (int i = 0; i < 20; i++) {
                  returned.add(store().create(record(number + "/" + i, USER)));
                }
                return false;
              }
              List<Locator> before = new ArrayList<>(returned);
              store().deleteGroup(USER);
              return before.stream().anyMatch(this::lives);
            });

    assertThat(spared).containsOnly(false);
    store().deleteGroup(USER);
    assertThat(returned).hasSize(Race.RACERS / 8 * 7 * 20).noneMatch(this::lives);
  }
}
