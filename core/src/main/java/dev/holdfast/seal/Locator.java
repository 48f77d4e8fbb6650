package dev.holdfast.seal;

import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a record is found by. It may be a short handle or the sealed record itself; whoever holds it
 * decides. A locator comes from a browser: treat it as hostile text, and as a secret.
 */
public record Locator(SecretText value) {

  /** A locator of this text. */
  public static Locator of(String text) {
    return new Locator(SecretText.of(text));
  }

  /** SHA-256 of the text: what a store files a record under, 32 bytes. */
  public byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(value.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first 12 hexadecimal digits of {@link #digest()}: how logs name a record. */
  public String logName() {
    return HexFormat.of().formatHex(digest(), 0, 6);
  }
}
