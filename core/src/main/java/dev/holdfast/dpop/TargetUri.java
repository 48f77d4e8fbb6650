package dev.holdfast.dpop;

import dev.holdfast.transport.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The one spelling of a URI that is both sent to and signed, so that servers that compare letter by
 * letter agree.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449 §4.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986 §6.2.2</a>
 */
public final class TargetUri {

  private TargetUri() {}

  /**
   * The value of {@code htu}: no query, no fragment; scheme, host and percent-encodings in one
   * spelling, dot segments resolved, double slashes kept.
   *
   * @throws IllegalArgumentException if the URI is not absolute, has no host, names a user, or is
   *     plain HTTP to another machine
   */
  public static URI normalize(URI uri) {
    return URI.create(base(uri));
  }

  /**
   * Where to send the request: {@link #normalize} with the query as it was.
   *
   * @throws IllegalArgumentException as {@link #normalize}
   */
  public static URI withQuery(URI uri) {
    String query = uri.getRawQuery();
    return URI.create(query == null ? base(uri) : base(uri) + "?" + query);
  }

  private static String base(URI uri) {
    Origin origin = Origin.of(uri);
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a URI that names a user");
    }
    if (origin.scheme().equals("http") && !origin.isLoopback()) {
      throw new IllegalArgumentException("plain HTTP to " + origin.host());
    }
    return origin + withoutDotSegments(withOneSpelling(uri.getRawPath()));
  }

  private static String withOneSpelling(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); ) {
      int next = path.codePointAt(i);
      if (next == '%') {
        appendDecodedIfUnreserved(out, Integer.parseInt(path, i + 1, i + 3, 16));
        i += 3;
      } else {
        appendEncodedIfForeign(out, next);
        i += Character.charCount(next);
      }
    }
    return out.toString();
  }

  private static void appendDecodedIfUnreserved(StringBuilder out, int octet) {
    if (isUnreserved(octet)) {
      out.append((char) octet);
    } else {
      appendEncoded(out, octet);
    }
  }

  private static void appendEncodedIfForeign(StringBuilder out, int codePoint) {
    if (codePoint < 0x80) {
      out.append((char) codePoint);
      return;
    }
    for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      appendEncoded(out, Byte.toUnsignedInt(octet));
    }
  }

  private static void appendEncoded(StringBuilder out, int octet) {
    out.append(String.format(Locale.ROOT, "%%%02X", octet));
  }

  /** RFC 3986 §2.3. */
  private static boolean isUnreserved(int octet) {
    return (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z')
        || (octet >= '0' && octet <= '9')
        || "-._~".indexOf(octet) >= 0;
  }

  /** RFC 3986 §5.2.4. */
  private static String withoutDotSegments(String path) {
    if (!path.contains("/.")) {
      return path.isEmpty() ? "/" : path;
    }
    List<String> kept = new ArrayList<>();
    String last = "";
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.equals("..") && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      } else if (!segment.equals(".") && !segment.equals("..")) {
        kept.add(segment);
      }
      last = segment;
    }
    boolean endsAsFolder = last.equals(".") || last.equals("..");
    return "/" + String.join("/", kept) + (endsAsFolder && !kept.isEmpty() ? "/" : "");
  }
}
