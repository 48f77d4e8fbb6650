package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.servlet.StorePause.Turn;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may ask a store that fails, and when. */
@DisplayName("SES-13: a store that keeps failing is left alone for a while")
class StorePauseTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final StorePause pause = new StorePause(clock::get);

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      pause.failed(pause.begin());
    }
  }

  private void assertAsked() {
    assertThatCode(pause::begin).doesNotThrowAnyException();
  }

  private void assertLeftAlone() {
    assertThatThrownBy(pause::begin).isInstanceOf(SessionStoreException.class);
  }

  @Test
  void some_failures_keep_nobody_from_asking() {
    fail(StorePause.PATIENCE - 1);
    pause.answered(pause.begin());
    fail(StorePause.PATIENCE - 1);

    assertAsked();
  }

  @Test
  void after_many_failures_in_a_row_one_tries_each_second() {
    fail(StorePause.PATIENCE);
    assertLeftAlone();
    pass(Duration.ofMillis(999));
    assertLeftAlone();

    pass(Duration.ofMillis(1));
    Turn trial = pause.begin();
    assertLeftAlone();
    pause.failed(trial);
    assertLeftAlone();

    pass(Duration.ofSeconds(1));
    pause.answered(pause.begin());
    fail(StorePause.PATIENCE - 1);
    assertAsked();
  }

  @Test
  void who_began_before_the_pause_neither_prolongs_nor_ends_it() {
    List<Turn> late = new ArrayList<>();
    for (int i = 0; i < 2 * StorePause.PATIENCE; i++) {
      late.add(pause.begin());
    }
    late.subList(0, StorePause.PATIENCE).forEach(pause::failed);
    pass(Duration.ofSeconds(1));
    Turn trial = pause.begin();

    late.forEach(pause::failed);
    late.forEach(pause::answered);
    late.forEach(pause::unknown);
    pass(Duration.ofSeconds(1));
    assertLeftAlone();

    pause.answered(trial);
    assertAsked();
  }

  @Test
  @DisplayName("a cluster that has lost a part answers others, and they are not kept from asking")
  void who_failed_while_others_were_answered_begins_no_pause() {
    for (int i = 0; i < 3; i++) {
      List<Turn> lost = new ArrayList<>();
      for (int call = 0; call < StorePause.PATIENCE; call++) {
        lost.add(pause.begin());
      }
      Turn answered = pause.begin();
      Turn nothingFound = pause.begin();
      pass(Duration.ofMillis(1));
      if (i > 0) {
        pause.answered(answered);
      } else {
        pause.unknown(nothingFound);
      }
      lost.forEach(pause::failed);
      assertAsked();
    }
  }

  @Test
  void a_change_that_was_taken_ends_a_pause() {
    fail(StorePause.PATIENCE);
    assertLeftAlone();

    pause.changed();
    assertAsked();
  }

  @Test
  void one_who_tries_and_never_returns_is_followed_by_another() {
    fail(StorePause.PATIENCE);
    pass(Duration.ofSeconds(1));
    Turn lost = pause.begin();
    pass(Duration.ofMillis(9_999));
    assertLeftAlone();

    pass(Duration.ofMillis(1));
    Turn next = pause.begin();
    pause.answered(lost);
    assertLeftAlone();
    pause.answered(next);
    assertAsked();
  }

  @Test
  void who_found_nothing_leaves_the_trial_to_the_next() {
    fail(StorePause.PATIENCE);
    pass(Duration.ofSeconds(1));
    pause.unknown(pause.begin());

    Turn trial = pause.begin();
    assertLeftAlone();
    pause.answered(trial);
    assertAsked();
  }
}
