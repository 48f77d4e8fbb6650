package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

abstract class FactEndingCases extends CoordinationStoreCases {

  private void passUntilJustBefore(Duration end) {
    subject().advance(end.minus(subject().margin()));
  }

  private void passTheRest() {
    subject().advance(subject().margin());
  }

  @Test
  void a_fact_is_absent_from_the_very_instant_of_its_end() {
    store().put(FACT, ONE, LIFE);

    passUntilJustBefore(LIFE);
    assertThat(value(FACT)).contains("one");
    passTheRest();

    assertThat(value(FACT)).isEmpty();
  }

  @Test
  void each_fact_has_its_own_end() {
    store().put(FACT, ONE, LIFE);
    store().put(OTHER, TWO, LIFE.multipliedBy(2));

    subject().advance(LIFE);

    assertThat(value(FACT)).isEmpty();
    assertThat(value(OTHER)).contains("two");
  }

  @Test
  void what_has_ended_can_be_put_again_but_neither_replaced_nor_removed() {
    store().put(FACT, ONE, LIFE);
    passUntilJustBefore(LIFE);
    assertThat(store().putIfAbsent(FACT, TWO, LIFE)).isFalse();
    passTheRest();

    assertThat(store().replace(FACT, ONE, TWO, LIFE)).isFalse();
    assertThat(store().remove(FACT, ONE)).isFalse();
    assertThat(store().putIfAbsent(FACT, TWO, LIFE)).isTrue();
    assertThat(value(FACT)).contains("two");
  }

  @Test
  void a_refused_fact_prolongs_nothing() {
    store().put(FACT, ONE, LIFE);
    subject().advance(LIFE.dividedBy(2));
    assertThat(store().putIfAbsent(FACT, TWO, LIFE)).isFalse();
    assertThat(store().replace(FACT, TWO, TWO, LIFE)).isFalse();
    assertThat(store().remove(FACT, TWO)).isFalse();

    subject().advance(LIFE.dividedBy(2));

    assertThat(value(FACT)).isEmpty();
  }

  @Test
  void reading_prolongs_nothing() {
    store().put(FACT, ONE, LIFE);
    subject().advance(LIFE.dividedBy(2));
    assertThat(value(FACT)).contains("one");

    subject().advance(LIFE.dividedBy(2));

    assertThat(value(FACT)).isEmpty();
  }

  @Test
  void replacing_and_putting_start_a_new_life() {
    store().put(FACT, ONE, LIFE);
    store().put(OTHER, ONE, LIFE);
    subject().advance(LIFE.dividedBy(2));
    assertThat(store().replace(FACT, ONE, TWO, LIFE)).isTrue();
    store().put(OTHER, TWO, LIFE);

    passUntilJustBefore(LIFE);
    assertThat(value(FACT)).contains("two");
    assertThat(value(OTHER)).contains("two");
    passTheRest();

    assertThat(value(FACT)).isEmpty();
    assertThat(value(OTHER)).isEmpty();
  }

  @Test
  void a_new_life_may_be_shorter() {
    store().put(FACT, ONE, LIFE);
    assertThat(store().replace(FACT, ONE, TWO, LIFE.dividedBy(2))).isTrue();

    subject().advance(LIFE.dividedBy(2));

    assertThat(value(FACT)).isEmpty();
  }

  @Test
  void a_fact_may_live_for_weeks() {
    store().put(FACT, ONE, Duration.ofDays(30));

    subject().advance(Duration.ofDays(29));
    assertThat(value(FACT)).contains("one");
    subject().advance(Duration.ofDays(1));

    assertThat(value(FACT)).isEmpty();
  }
}
