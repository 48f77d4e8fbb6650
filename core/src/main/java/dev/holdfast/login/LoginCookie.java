package dev.holdfast.login;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.SecretText;
import java.time.Duration;
import java.util.HexFormat;

/**
 * What binds a login to the browser that began it. Each login has a cookie of its own, so that any
 * number of tabs can log in at once.
 *
 * @param name differs for each login; letters, digits and hyphens
 * @param value the secret half of the login's ticket
 * @param life for how long the browser should keep it
 */
public record LoginCookie(String name, SecretText value, Duration life) {
  /** What every such name begins with. */
  public static final String PREFIX = "login-";

  private static final int HASH_BYTES = 8;

  /** The name of the cookie that belongs to a {@code state}. */
  public static String nameFor(SecretText state) {
    byte[] digest = new Locator(state).digest();
    return PREFIX + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }
}
