package dev.holdfast.demo;

import java.util.List;

/**
 * The demo cannot start. The message is for the person who started it: what is wrong, what helps.
 */
final class CannotStartException extends Exception {
  private static final long serialVersionUID = 1L;

  CannotStartException(String message) {
    super(message);
  }

  CannotStartException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Several things at once, one line each. */
  static CannotStartException because(String where, List<String> problems) {
    return new CannotStartException(
        "cannot start: "
            + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
            + " in "
            + where
            + "\n  - "
            + String.join("\n  - ", problems));
  }
}
