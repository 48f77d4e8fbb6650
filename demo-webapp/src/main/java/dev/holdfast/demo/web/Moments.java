package dev.holdfast.demo.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Shows moments as people speak of them: the time, and how far away that is. */
final class Moments {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final InstantSource TIME = InstantSource.system();

  private Moments() {}

  static Html show(Instant moment) {
    return Html.of(
        "<time datetime=\"{}\">{}</time> <span class=\"soft\">{}</span>",
        moment,
        CLOCK.format(moment),
        distance(TIME.instant(), moment));
  }

  /** Such as {@code in 7 h 59 min}, {@code 12 s ago} or {@code now}. */
  static String distance(Instant now, Instant moment) {
    Duration length = Duration.between(now, moment);
    if (length.abs().toSeconds() == 0) {
      return "now";
    }
    return length.isNegative() ? words(length.negated()) + " ago" : "in " + words(length);
  }

  private static String words(Duration length) {
    if (length.toDays() > 0) {
      return length.toDays() + " d " + length.toHoursPart() + " h";
    }
    if (length.toHours() > 0) {
      return length.toHours() + " h " + length.toMinutesPart() + " min";
    }
    return length.toMinutes() > 0
        ? length.toMinutes() + " min " + length.toSecondsPart() + " s"
        : length.toSeconds() + " s";
  }
}
