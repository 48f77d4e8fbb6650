package dev.holdfast.seal;

import dev.holdfast.secret.SecretBytes;
import java.util.regex.Pattern;

/**
 * One key of the server, by its name. Prints its name only.
 *
 * @param id 1 to 16 letters, digits, {@code _} or {@code -}; stands readable in every envelope
 * @param bytes 32 random bytes
 */
public record SealKey(String id, SecretBytes bytes) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,16}");

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the id has another form or the bytes are no key
   */
  public SealKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of a key is 1 to 16 characters out of A-Z a-z 0-9 _ -");
    }
    KeyMaterial.checked(bytes);
  }
}
