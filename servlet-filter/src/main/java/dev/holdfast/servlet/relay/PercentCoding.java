package dev.holdfast.servlet.relay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent-encoding without leniency: what one reader could take for something else is no text.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986 §2.1</a>
 */
final class PercentCoding {
  private static final String HEX = "0123456789ABCDEF";

  /** {@code pchar} but for the semicolon, which begins a parameter, and the commercial at. */
  private static final String PLAIN_IN_PATHS = "-._~!$&'()*+,=:";

  private static final String PLAIN_IN_QUERIES = PLAIN_IN_PATHS + ";@/?";

  private PercentCoding() {}

  /** The text of a path segment; empty if it is not encoded as it has to be, or is no UTF-8. */
  static Optional<String> decodeSegment(String raw) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (isPlain(c, PLAIN_IN_PATHS)) {
        octets.write(c);
      } else if (isEncoded(raw, i)) {
        octets.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return utf8(octets.toByteArray());
  }

  private static Optional<String> utf8(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The one spelling of a path segment that is sent. */
  static String encodeSegment(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      append(out, octet, PLAIN_IN_PATHS);
    }
    return out.toString();
  }

  /**
   * A query as it was sent, with encoded whatever a URI may not hold: browsers leave some of that
   * as it is. Empty if a percent sign encodes nothing, or a character is no printable ASCII.
   */
  static Optional<String> query(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7F || (c == '%' && !isEncoded(raw, i))) {
        return Optional.empty();
      }
      append(out, (byte) c, PLAIN_IN_QUERIES + "%");
    }
    return Optional.of(out.toString());
  }

  private static void append(StringBuilder out, byte octet, String plain) {
    if (isPlain((char) octet, plain)) {
      out.append((char) octet);
    } else {
      out.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
    }
  }

  private static boolean isEncoded(String raw, int at) {
    return raw.charAt(at) == '%'
        && at + 2 < raw.length()
        && Character.digit(raw.charAt(at + 1), 16) >= 0
        && Character.digit(raw.charAt(at + 2), 16) >= 0;
  }

  private static boolean isPlain(char c, String others) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || others.indexOf(c) >= 0;
  }
}
