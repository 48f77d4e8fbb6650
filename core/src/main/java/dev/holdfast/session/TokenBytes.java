package dev.holdfast.session;

import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A token as bytes: a JWT as its decoded header, claims and signature, a base64url token as what it
 * encodes, any other as its text. What comes back is the same text to the letter, else the token is
 * kept as text.
 */
final class TokenBytes {
  private static final int TEXT = 0;
  private static final int PACKED = 1;
  private static final int JWT = 2;

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

  private final int form;
  private final byte[] header;
  private final byte[] payload;
  private final byte[] rest;

  private TokenBytes(int form, byte[] header, byte[] payload, byte[] rest) {
    this.form = form;
    this.header = header;
    this.payload = payload;
    this.rest = rest;
  }

  /**
   * Writes a token.
   *
   * @param readable takes the header and claims of a JWT: fit for compression
   * @param opaque takes everything else
   */
  static void write(SecretText token, FieldWriter readable, FieldWriter opaque) {
    TokenBytes parts = split(token.reveal());
    opaque.octet(parts.form).bytes(parts.rest);
    if (parts.form == JWT) {
      readable.bytes(parts.header).bytes(parts.payload);
    }
  }

  static TokenBytes read(FieldReader readable, FieldReader opaque) {
    int form = opaque.octet();
    byte[] rest = opaque.bytes();
    byte[] none = new byte[0];
    return form == JWT
        ? new TokenBytes(form, readable.bytes(), readable.bytes(), rest)
        : new TokenBytes(form, none, none, rest);
  }

  /** Passes over what {@link #write} put among the opaque fields. */
  static void skip(FieldReader opaque) {
    opaque.octet();
    opaque.skip();
  }

  private static TokenBytes split(String token) {
    byte[] none = new byte[0];
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first > 0 && first < last && token.indexOf('.', first + 1) == last) {
      byte[] header = canonical(token.substring(0, first));
      byte[] payload = canonical(token.substring(first + 1, last));
      byte[] signature = canonical(token.substring(last + 1));
      if (header != null && payload != null && signature != null) {
        return new TokenBytes(JWT, header, payload, signature);
      }
    }
    byte[] packed = canonical(token);
    return packed != null
        ? new TokenBytes(PACKED, none, none, packed)
        : new TokenBytes(TEXT, none, none, token.getBytes(StandardCharsets.UTF_8));
  }

  /** What the text encodes; null unless encoding it again gives the same text. */
  private static byte @Nullable [] canonical(String base64url) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(base64url);
      return isCanonical(base64url, decoded.length) ? decoded : null;
    } catch (IllegalArgumentException e) {
      return null; // not base64url
    }
  }

  /** Only padding, and bits set in the last letter that nobody reads, would not come back. */
  private static boolean isCanonical(String base64url, int decoded) {
    int unread =
        switch (decoded % 3) {
          case 1 -> 0b1111;
          case 2 -> 0b11;
          default -> 0;
        };
    int length = base64url.length();
    return length == (decoded * 4 + 2) / 3
        && (unread == 0 || (LETTERS.indexOf(base64url.charAt(length - 1)) & unread) == 0);
  }

  SecretText text() {
    return SecretText.of(
        switch (form) {
          case JWT ->
              TO_TEXT.encodeToString(header)
                  + "."
                  + TO_TEXT.encodeToString(payload)
                  + "."
                  + TO_TEXT.encodeToString(rest);
          case PACKED -> TO_TEXT.encodeToString(rest);
          default -> new String(rest, StandardCharsets.UTF_8);
        });
  }

  /** The claims of a JWT as JSON text. */
  String payloadText() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
