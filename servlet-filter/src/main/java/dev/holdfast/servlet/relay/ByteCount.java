package dev.holdfast.servlet.relay;

import java.util.List;
import java.util.OptionalLong;

/**
 * Numbers of bytes as settings write them: {@code 0}, {@code 500KiB}, {@code 10MiB}, {@code 2GiB}.
 */
final class ByteCount {
  private static final List<String> UNITS = List.of("", "KiB", "MiB", "GiB");
  private static final int MOST_DIGITS = 6;
  private static final int STEP = 1024;

  private ByteCount() {}

  /** The number; empty if the text is none of these forms. */
  static OptionalLong parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    int unit = UNITS.indexOf(text.substring(digits));
    if (digits == 0 || digits > MOST_DIGITS || unit < 0) {
      return OptionalLong.empty();
    }
    long count = Long.parseLong(text.substring(0, digits));
    for (int i = 0; i < unit; i++) {
      count *= STEP;
    }
    return OptionalLong.of(count);
  }

  /** The shortest of these forms. */
  static String text(long count) {
    int unit = 0;
    long rest = count;
    while (rest > 0 && rest % STEP == 0 && unit < UNITS.size() - 1) {
      rest /= STEP;
      unit++;
    }
    return rest + UNITS.get(unit);
  }
}
