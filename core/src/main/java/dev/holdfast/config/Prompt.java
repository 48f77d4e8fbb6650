package dev.holdfast.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the provider is asked to do with the user ({@code prompt}, OpenID Connect Core §3.1.2.1).
 */
public enum Prompt {
  /** Ask nothing: answer from what is known, or with an error. Alone only. */
  NONE,
  /** Ask for a login, also of who is known. */
  LOGIN,
  /** Ask for consent, also if it was given. */
  CONSENT,
  /** Ask which account. */
  SELECT_ACCOUNT;

  /** The word of the protocol. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one with this word. */
  public static Optional<Prompt> of(String text) {
    return Arrays.stream(values()).filter(prompt -> prompt.text().equals(text)).findFirst();
  }
}
