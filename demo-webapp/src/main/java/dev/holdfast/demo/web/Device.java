package dev.holdfast.demo.web;

import java.util.List;
import java.util.Optional;

/**
 * What a browser called itself, in a few words: a hint for people, which anybody can make up. Of
 * the text itself nothing is repeated.
 */
final class Device {
  /** The more special first: each calls itself all that come after it too. */
  private static final List<Mark> BROWSERS =
      List.of(
          new Mark("Edg", "Edge"),
          new Mark("OPR/", "Opera"),
          new Mark("SamsungBrowser/", "Samsung Internet"),
          new Mark("Firefox/", "Firefox"),
          new Mark("FxiOS/", "Firefox"),
          new Mark("CriOS/", "Chrome"),
          new Mark("Chrome/", "Chrome"),
          new Mark("Safari/", "Safari"));

  private static final List<Mark> SYSTEMS =
      List.of(
          new Mark("Android", "Android"),
          new Mark("iPhone", "an iPhone"),
          new Mark("iPad", "an iPad"),
          new Mark("Windows", "Windows"),
          new Mark("Macintosh", "a Mac"),
          new Mark("CrOS", "ChromeOS"),
          new Mark("Linux", "Linux"));

  private Device() {}

  private record Mark(String text, String words) {}

  /** Such as {@code Firefox on Windows}. */
  static String of(String userAgent) {
    Optional<String> browser = find(BROWSERS, userAgent);
    Optional<String> system = find(SYSTEMS, userAgent);
    if (browser.isEmpty() && system.isEmpty()) {
      return userAgent.isBlank() ? "Something that gave no name" : "A program";
    }
    return browser.orElse("A browser") + system.map(" on "::concat).orElse("");
  }

  private static Optional<String> find(List<Mark> marks, String userAgent) {
    return marks.stream()
        .filter(mark -> userAgent.contains(mark.text()))
        .map(Mark::words)
        .findFirst();
  }
}
