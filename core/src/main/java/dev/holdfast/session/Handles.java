package dev.holdfast.session;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The locators of stores that keep records on the server: 256 random bits as base64url text, with
 * no meaning inside. What is filed is their digest, so what a store keeps finds nothing.
 */
public final class Handles {
  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private Handles() {}

  /** A locator nobody had before. */
  public static Locator next(RandomBytes random) {
    return Locator.of(random.text(BYTES));
  }

  /** What the record of this locator is filed under; empty if the text cannot be a handle. */
  public static Optional<RecordId> idOf(Locator locator) {
    if (!SHAPE.matcher(locator.value().reveal()).matches()) {
      return Optional.empty();
    }
    return Optional.of(new RecordId(HexFormat.of().formatHex(locator.digest())));
  }
}
