package dev.holdfast.store.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.seal.Locator;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CookieBudgetTest {
  private static final int LONGEST_NAME = 64;

  @Test
  void one_cookie_stays_below_3800_octets() {
    assertThat(new CookieBudget(1).locatorCharacters() + LONGEST_NAME).isEqualTo(3800);
  }

  @Test
  void two_cookies_leave_room_in_the_headers_of_a_container_as_it_comes() {
    assertThat(new CookieBudget(2).locatorCharacters() + 2 * LONGEST_NAME).isEqualTo(6144);
  }

  @Test
  void three_cookies_are_for_raised_limits() {
    assertThat(new CookieBudget(3).locatorCharacters() + 3 * LONGEST_NAME).isEqualTo(3 * 3800);
  }

  @Test
  void no_cookie_and_four_cookies_are_refused() {
    assertThatThrownBy(() -> new CookieBudget(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> new CookieSessionStore(4)).hasMessageContaining("4");
  }

  @Test
  void a_session_that_is_too_large_is_told_the_budget() {
    SessionStore store = new CookieSessionStore(1);
    assertThat(store.create(record(2802)).value().reveal()).hasSize(3736);

    assertThatThrownBy(() -> store.create(record(2803)))
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("3738")
        .hasMessageContaining("3736");
  }

  @Test
  void a_locator_beyond_the_budget_is_not_even_decoded() {
    SessionStore store = new CookieSessionStore(1);

    assertThat(store.load(Locator.of("A".repeat(3736)))).isPresent();
    assertThat(store.load(Locator.of("A".repeat(3740)))).isEmpty();
  }

  private static SealedRecord record(int size) {
    Instant end = Instant.parse("2026-01-01T08:00:00Z");
    return new SealedRecord(new byte[size], end, end, Set.of(), new byte[0]);
  }
}
