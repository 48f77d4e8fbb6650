package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.Fact;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class FactCases extends CoordinationStoreCases {

  @Test
  void an_absent_fact_is_put_once() {
    assertThat(store().putIfAbsent(FACT, ONE, LIFE)).isTrue();
    assertThat(store().putIfAbsent(FACT, TWO, LIFE)).isFalse();

    assertThat(value(FACT)).contains("one");
  }

  @Test
  void putting_overrides_whatever_was_there() {
    store().put(FACT, ONE, LIFE);
    store().put(FACT, TWO, LIFE);

    assertThat(value(FACT)).contains("two");
    assertThat(store().putIfAbsent(FACT, ONE, LIFE)).isFalse();
  }

  @Test
  void only_what_is_there_is_answered() {
    store().put(FACT, ONE, LIFE);
    store().put(OTHER, TWO, LIFE);

    var found = store().getAll(Set.of(FACT, OTHER, fact("x")));

    assertThat(found).containsOnlyKeys(FACT, OTHER);
    assertThat(found.get(FACT)).isEqualTo(ONE);
    assertThat(found.get(OTHER)).isEqualTo(TWO);
  }

  @Test
  void asking_for_nothing_answers_nothing() {
    store().put(FACT, ONE, LIFE);

    assertThat(store().getAll(Set.of())).isEmpty();
  }

  @Test
  void many_facts_are_answered_at_once() {
    Set<Fact> facts = new HashSet<>();
    for (char letter = 'a'; letter <= 'z'; letter++) {
      Fact fact = fact(String.valueOf(letter));
      facts.add(fact);
      store().put(fact, bytes(fact.name()), LIFE);
    }

    var found = store().getAll(facts);

    assertThat(found).containsOnlyKeys(facts);
    found.forEach((fact, value) -> assertThat(value).isEqualTo(bytes(fact.name())));
  }

  @Test
  void names_that_differ_in_case_are_different_facts() {
    store().put(fact("n"), ONE, LIFE);
    store().put(fact("N"), TWO, LIFE);

    assertThat(value(fact("n"))).contains("one");
    assertThat(value(fact("N"))).contains("two");
  }

  @Test
  void replacing_needs_the_expected_value() {
    assertThat(store().replace(FACT, ONE, TWO, LIFE)).isFalse();
    assertThat(value(FACT)).isEmpty();

    store().put(FACT, ONE, LIFE);
    assertThat(store().replace(FACT, TWO, bytes("three"), LIFE)).isFalse();
    assertThat(value(FACT)).contains("one");

    assertThat(store().replace(FACT, ONE, TWO, LIFE)).isTrue();
    assertThat(value(FACT)).contains("two");
  }

  @Test
  void replacing_a_value_by_an_equal_one_succeeds() {
    store().put(FACT, ONE, LIFE);

    assertThat(store().replace(FACT, ONE, ONE, LIFE)).isTrue();
    assertThat(value(FACT)).contains("one");
  }

  @Test
  void removing_needs_the_expected_value() {
    store().put(FACT, ONE, LIFE);
    assertThat(store().remove(FACT, TWO)).isFalse();
    assertThat(store().remove(FACT, bytes("on"))).isFalse();
    assertThat(store().remove(FACT, bytes("one more"))).isFalse();
    assertThat(value(FACT)).contains("one");

    assertThat(store().remove(FACT, ONE)).isTrue();
    assertThat(value(FACT)).isEmpty();
    assertThat(store().remove(FACT, ONE)).isFalse();
    assertThat(store().putIfAbsent(FACT, TWO, LIFE)).isTrue();
  }

  @Test
  void values_come_back_as_they_were() {
    for (int size : List.of(0, 1, 255, 256, 16 * 1024)) {
      byte[] value = new byte[size];
      new Random(size).nextBytes(value);

      store().put(FACT, value, LIFE);

      assertThat(answered(FACT).orElseThrow()).as("%d bytes", size).isEqualTo(value);
      assertThat(store().replace(FACT, value, ONE, LIFE)).as("%d bytes", size).isTrue();
    }
  }

  @Test
  void arrays_are_copied_on_the_way_in_and_out() {
    byte[] mine = bytes("one");
    store().put(FACT, mine, LIFE);
    mine[0] = 'X';
    answered(FACT).orElseThrow()[0] = 'Y';
    assertThat(value(FACT)).contains("one");

    byte[] next = bytes("two");
    assertThat(store().replace(FACT, ONE, next, LIFE)).isTrue();
    next[0] = 'Z';
    assertThat(value(FACT)).contains("two");
  }
}
