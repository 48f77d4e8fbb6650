package dev.holdfast.session;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value worked out when first asked for. Thread-safe; may be worked out twice, with equal result.
 */
final class Lazy<T> {
  private final Supplier<T> source;
  private volatile @Nullable T value;

  private Lazy(Supplier<T> source, @Nullable T value) {
    this.source = source;
    this.value = value;
  }

  static <T> Lazy<T> by(Supplier<T> source) {
    return new Lazy<>(source, null);
  }

  static <T> Lazy<T> of(T value) {
    return new Lazy<>(() -> value, value);
  }

  T get() {
    T known = value;
    if (known != null) {
      return known;
    }
    T made = source.get();
    value = made;
    return made;
  }
}
