package dev.holdfast.store.contract;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The words in which the cases of a coordination store are told. */
abstract class CoordinationStoreCases {
  static final Duration LIFE = Duration.ofSeconds(30);
  static final Fact FACT = fact("f");
  static final Fact OTHER = fact("o");
  static final byte[] ONE = bytes("one");
  static final byte[] TWO = bytes("two");

  abstract CoordinationUnderTest subject();

  final CoordinationStore store() {
    return subject().store();
  }

  /** The fact's value as text. */
  final Optional<String> value(Fact fact) {
    return answered(fact).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** The fact's value, the very array that the store answers. */
  final Optional<byte[]> answered(Fact fact) {
    return Optional.ofNullable(store().getAll(Set.of(fact)).get(fact));
  }

  static Fact fact(String letter) {
    return new Fact(letter.repeat(43));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
