package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.StoredRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class LoadingCases extends SessionStoreCases {

  @Test
  void what_was_created_is_found_by_its_locator() {
    Locator locator = store().create(record("sealed", USER));

    StoredRecord stored = loaded(locator);

    assertThat(text(stored)).isEqualTo("sealed");
    assertThat(stored.locator()).isEqualTo(locator);
  }

  @Test
  void a_loaded_record_says_when_it_ends() {
    onlyWhereTheServerHoldsTheBytes();

    var sealed = record("sealed");
    StoredRecord stored = created(sealed);

    assertThat(stored.sealed().expiresAt()).isEqualTo(sealed.expiresAt());
    assertThat(stored.sealed().idleUntil()).isEqualTo(sealed.idleUntil());
  }

  @Test
  void loading_twice_answers_the_same_version() {
    Locator locator = store().create(record("sealed"));

    assertThat(loaded(locator).version()).isEqualTo(loaded(locator).version());
  }

  @Test
  void records_do_not_mix() {
    Locator first = store().create(record("first", USER));
    Locator second = store().create(record("second", USER));

    assertThat(text(loaded(first))).isEqualTo("first");
    assertThat(text(loaded(second))).isEqualTo("second");
  }

  @Test
  @DisplayName("SES-01: equal records get long random locators of their own")
  void equal_records_get_locators_of_their_own() {
    onlyWhereTheServerHoldsTheBytes();

    Set<String> locators = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      locators.add(store().create(record("the same")).value().reveal());
    }

    assertThat(locators).hasSize(1000).allMatch(text -> text.matches("[A-Za-z0-9_-]{43}"));
  }

  @Test
  void any_bytes_of_any_size_come_back_as_they_were() {
    int largest = subject().largestRecord();
    for (int size : List.of(1, 2, 3, 255, 256, largest - 1, largest)) {
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);

      assertThat(created(record(bytes)).sealed().bytes()).as("%d bytes", size).isEqualTo(bytes);
    }
  }

  @Test
  void bytes_that_look_like_the_end_of_text_come_back_as_they_were() {
    byte[] bytes = {0, 10, 13, 34, 39, 92, 0, (byte) 0xff, (byte) 0x80, 26, 0};

    assertThat(created(record(bytes)).sealed().bytes()).isEqualTo(bytes);
  }

  @Test
  void a_record_beyond_a_limit_is_refused_and_leaves_nothing() {
    byte[] bytes = new byte[subject().largestRecord() + 1];
    Locator small = store().create(record("small"));
    int before = subject().backDoor().records();

    if (subject().refusesLargerRecords()) {
      assertThatThrownBy(() -> store().create(record(bytes)))
          .isInstanceOf(RecordTooLargeException.class);
      assertThatThrownBy(() -> store().replace(loaded(small), record(bytes)))
          .isInstanceOf(RecordTooLargeException.class);
      assertThat(subject().backDoor().records()).isEqualTo(before);
    } else {
      assertThat(created(record(bytes)).sealed().bytes()).isEqualTo(bytes);
    }
    assertThat(text(loaded(small))).isEqualTo("small");
  }
}
