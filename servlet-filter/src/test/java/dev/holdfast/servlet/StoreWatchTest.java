package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.event.Listeners;
import dev.holdfast.session.SessionStoreException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls overlap: what counts is the state in which one began. */
class StoreWatchTest {
  private final StoreWatch watch = new StoreWatch(Listeners.none("default"));

  @Test
  void an_answer_from_before_an_outage_does_not_end_it() {
    try (LogLines lines = new LogLines()) {
      watch.reading(
          () -> {
            fail();
            return Optional.of("late");
          });
      fail();

      assertThat(lines.about("session store")).hasSize(1);
    }
  }

  @Test
  void a_failure_from_before_the_return_begins_no_other_outage() {
    try (LogLines lines = new LogLines()) {
      fail();
      assertThatThrownBy(
              () ->
                  watch.reading(
                      () -> {
                        succeed();
                        throw new SessionStoreException("late");
                      }))
          .isInstanceOf(SessionStoreException.class);
      succeed();

      assertThat(lines.about("session store"))
          .containsExactly(
              "WARN the session store did not answer: gone",
              "INFO the session store answers again");
    }
  }

  @Test
  void an_answer_that_nothing_was_found_ends_no_outage() {
    try (LogLines lines = new LogLines()) {
      fail();
      assertThat(watch.reading(Optional::empty)).isEmpty();
      fail();

      assertThat(lines.about("session store")).hasSize(1);
    }
  }

  private void fail() {
    assertThatThrownBy(
            () ->
                watch.reading(
                    () -> {
                      throw new SessionStoreException("gone");
                    }))
        .isInstanceOf(SessionStoreException.class);
  }

  private void succeed() {
    assertThat(watch.reading(() -> Optional.of("found"))).isPresent();
  }
}
