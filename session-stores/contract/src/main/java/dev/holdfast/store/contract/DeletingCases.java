package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class DeletingCases extends SessionStoreCases {

  @Test
  void a_deleted_record_is_not_found_again() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("sealed"));

    assertThat(store().delete(locator)).isTrue();

    assertThat(lives(locator)).isFalse();
    assertThat(subject().backDoor().records()).isZero();
  }

  @Test
  void deleting_twice_is_fine_and_told() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("sealed"));

    assertThat(store().delete(locator)).isTrue();
    assertThat(store().delete(locator)).isFalse();
    assertThat(store().delete(idOf(locator))).isFalse();
  }

  @Test
  void a_record_is_deleted_by_the_id_that_a_list_shows() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("sealed", USER));

    assertThat(store().delete(store().list(USER).get(0).id())).isTrue();

    assertThat(lives(locator)).isFalse();
    assertThat(store().delete(locator)).isFalse();
  }

  @Test
  void a_record_is_deleted_as_one_of_a_group_that_it_is_in() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("sealed", USER, LOGIN));
    Locator other = store().create(record("other", USER));

    assertThat(store().delete(idOf(locator), USER)).isTrue();

    assertThat(lives(locator)).isFalse();
    assertThat(lives(other)).isTrue();
    assertThat(store().delete(idOf(locator), USER)).isFalse();
    assertThat(store().list(LOGIN)).isEmpty();
  }

  @Test
  void a_record_is_not_deleted_as_one_of_another_group() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("sealed", USER));

    assertThat(store().delete(idOf(locator), LOGIN)).isFalse();
    assertThat(store().delete(new RecordId("no digest"), USER)).isFalse();

    assertThat(lives(locator)).isTrue();
  }

  @Test
  void many_records_are_deleted_by_the_ids_that_a_list_shows() {
    onlyWhereTheServerHoldsTheBytes();
    List<RecordId> ids = new ArrayList<>(List.of(new RecordId("no digest")));
    for (int i = 0; i < 120; i++) {
      ids.add(idOf(store().create(record("record " + i, USER, LOGIN))));
    }
    Locator other = store().create(record("other", USER));
    assertThat(store().delete(ids.get(60))).isTrue();

    assertThat(store().deleteAll(ids)).isEqualTo(119);

    assertThat(store().deleteAll(ids)).isZero();
    assertThat(store().deleteAll(List.of())).isZero();
    assertThat(store().list(LOGIN)).isEmpty();
    assertThat(store().list(USER)).extracting(RecordSummary::id).containsExactly(idOf(other));
    assertThat(text(loaded(other))).isEqualTo("other");
  }

  @Test
  void many_who_delete_the_same_records_share_them_among_them() {
    onlyWhereTheServerHoldsTheBytes();
    List<RecordId> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(idOf(store().create(record("record " + i, USER))));
    }

    List<Integer> ended = Race.run(number -> store().deleteAll(ids));

    assertThat(ended.stream().mapToInt(Integer::intValue).sum()).isEqualTo(50);
    assertThat(store().list(USER)).isEmpty();
  }

  @Test
  void other_records_stay() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("deleted", USER));
    Locator other = store().create(record("kept", USER));

    assertThat(store().delete(locator)).isTrue();

    assertThat(text(loaded(other))).isEqualTo("kept");
  }

  @Test
  void an_ended_record_cannot_be_deleted() {
    onlyWhereTheServerHoldsTheBytes();
    Locator locator = store().create(record("sealed"));

    subject().advance(IDLE);

    assertThat(store().delete(locator)).isFalse();
    assertThat(store().delete(idOf(locator))).isFalse();
  }

  @Test
  void one_of_many_who_delete_is_told_that_it_did() {
    onlyWhereTheServerHoldsTheBytes();
    for (int round = 0; round < 20; round++) {
      Locator locator = store().create(record("sealed", USER, LOGIN));

      long deleted =
          Race.winners(
              number -> number % 2 == 0 ? store().delete(locator) : store().delete(idOf(locator)));

      assertThat(deleted).isEqualTo(1);
    }
  }

  @Test
  void the_answer_to_a_deletion_is_true_of_the_record() {
    Locator locator = store().create(record("sealed", USER));

    boolean deleted = store().delete(locator);

    assertThat(deleted).isNotEqualTo(lives(locator));
  }
}
