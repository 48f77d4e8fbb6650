package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.Custody;
import dev.holdfast.session.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class BackDoorCases extends SessionStoreCases {

  @Test
  @DisplayName("SES-09: no locator can be read behind the store")
  void no_locator_can_be_read_behind_the_store() {
    StoredRecord stored = created(record("old", USER, LOGIN));
    store().replace(stored, record("new"));
    store().extend(stored, stored.sealed().expiresAt());
    String text = stored.locator().value().reveal();

    for (byte[] kept : subject().backDoor().everything()) {
      String seen = new String(kept, StandardCharsets.ISO_8859_1);
      assertThat(seen).doesNotContain(text);
      assertThat(seen)
          .doesNotContain(
              new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  @DisplayName("SES-09: nothing kept behind the store finds a record")
  void nothing_kept_behind_the_store_finds_a_record() {
    onlyWhereTheServerHoldsTheBytes();
    store().create(record("sealed", USER));

    List<byte[]> everything = subject().backDoor().everything();

    assertThat(everything).isNotEmpty();
    for (byte[] kept : everything) {
      String seen = new String(kept, StandardCharsets.UTF_8);
      assertThat(seen.isBlank() || !lives(Locator.of(seen))).isTrue();
      String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(kept);
      assertThat(encoded.isEmpty() || !lives(Locator.of(encoded))).isTrue();
    }
  }

  @Test
  void a_record_is_kept_once_or_where_the_browser_holds_it_not_at_all() {
    store().create(record("first", USER, LOGIN));
    store().create(record("second", USER));

    int kept = store().custody() == Custody.SERVER ? 2 : 0;

    assertThat(subject().backDoor().records()).isEqualTo(kept);
  }

  @Test
  @DisplayName("SES-18: bytes that nobody of ours wrote are no error, and are not deleted")
  void bytes_that_nobody_of_ours_wrote_are_no_error_and_are_not_deleted() {
    onlyWhereTheServerHoldsTheBytes();
    StoredRecord stored = created(record("sealed", USER));
    Locator other = store().create(record("other", USER));

    subject().backDoor().corrupt(idOf(stored.locator()));
    Optional<StoredRecord> corrupted = store().load(stored.locator());

    assertThat(corrupted.map(SessionStoreCases::text)).isNotEqualTo(Optional.of("sealed"));
    assertThat(subject().backDoor().records()).isEqualTo(2);
    assertThat(text(loaded(other))).isEqualTo("other");
    assertThat(store().list(USER)).hasSizeGreaterThanOrEqualTo(1);
    assertThat(store().deleteGroup(USER)).isEqualTo(2);
    assertThat(subject().backDoor().records()).isZero();
  }
}
