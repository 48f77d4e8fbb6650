package dev.holdfast.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Finds the known name that a misspelled one most likely meant. */
final class Suggestion {
  private Suggestion() {}

  /** The closest known name, if at most a third of the letters differ. */
  static Optional<String> among(Set<String> known, String name) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(candidate, name)))
        .filter(best -> distance(best, name) * 3 <= Math.max(best.length(), name.length()));
  }

  /** How many letters must be put in, taken out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[other.length()];
  }
}
