package dev.holdfast.dpop;

import java.util.regex.Pattern;

/**
 * The SHA-256 thumbprint of a public key, as {@code dpop_jkt} and {@code cnf.jkt} carry it.
 *
 * @param value 43 characters of base64url
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7638">RFC 7638</a>
 */
public record JwkThumbprint(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if this is no SHA-256 thumbprint
   */
  public JwkThumbprint {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a SHA-256 thumbprint in base64url");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
