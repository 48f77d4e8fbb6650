package dev.holdfast.store.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.Fact;
import org.junit.jupiter.api.Test;

abstract class FactRaceCases extends CoordinationStoreCases {
  private static final int ROUNDS = 20;

  @Test
  void one_of_many_who_put_an_absent_fact_does() {
    for (int round = 0; round < ROUNDS; round++) {
      Fact fact = new Fact("put" + round);

      assertThat(Race.winners(number -> store().putIfAbsent(fact, bytes("" + number), LIFE)))
          .isEqualTo(1);
    }
  }

  @Test
  void one_of_many_who_put_a_fact_that_has_just_ended_does() {
    for (int round = 0; round < ROUNDS; round++) {
      store().put(FACT, ONE, LIFE);
      subject().advance(LIFE);

      assertThat(Race.winners(number -> store().putIfAbsent(FACT, bytes("" + number), LIFE)))
          .isEqualTo(1);
    }
  }

  @Test
  void one_of_many_who_replace_a_fact_does() {
    for (int round = 0; round < ROUNDS; round++) {
      store().put(FACT, ONE, LIFE);

      assertThat(Race.winners(number -> store().replace(FACT, ONE, bytes("" + number), LIFE)))
          .isEqualTo(1);
    }
  }

  @Test
  void one_of_many_who_remove_a_fact_does() {
    for (int round = 0; round < ROUNDS; round++) {
      store().put(FACT, ONE, LIFE);

      assertThat(Race.winners(number -> store().remove(FACT, ONE))).isEqualTo(1);
    }
  }

  @Test
  void either_removing_or_replacing_wins() {
    for (int round = 0; round < ROUNDS; round++) {
      store().put(FACT, ONE, LIFE);

      long winners =
          Race.winners(
              number ->
                  number % 2 == 0
                      ? store().remove(FACT, ONE)
                      : store().replace(FACT, ONE, TWO, LIFE));

      assertThat(winners).isEqualTo(1);
    }
  }

  @Test
  void a_count_kept_by_comparing_loses_nothing() {
    store().put(FACT, bytes("0"), LIFE);

    Race.run(
        number -> {
          boolean counted = false;
          while (!counted) {
            byte[] seen = answered(FACT).orElseThrow();
            int next = Integer.parseInt(new String(seen, UTF_8)) + 1;
            counted = store().replace(FACT, seen, bytes("" + next), LIFE);
          }
          return number;
        });

    assertThat(value(FACT)).contains(String.valueOf(Race.RACERS));
  }
}
