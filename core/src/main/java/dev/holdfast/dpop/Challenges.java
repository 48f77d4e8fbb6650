package dev.holdfast.dpop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code WWW-Authenticate}: several challenges in one or more headers, where a comma may end
 * a parameter or a challenge. Of a malformed header everything before the fault counts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110 §11.6.1</a>
 */
public final class Challenges {
  private static final int END = -1;

  private final String text;
  private final List<Challenge> found = new ArrayList<>();
  private int at;

  private Challenges(String text) {
    this.text = text;
  }

  /** Every challenge of these header values, in their order. */
  public static List<Challenge> parse(List<String> wwwAuthenticate) {
    return wwwAuthenticate.stream()
        .flatMap(value -> new Challenges(value).read().stream())
        .toList();
  }

  /** Whether a challenge of the DPoP scheme names this error (RFC 9449 §7.1). */
  public static boolean say(List<Challenge> challenges, String error) {
    return challenges.stream()
        .filter(challenge -> challenge.isFor("DPoP"))
        .anyMatch(challenge -> challenge.error().filter(error::equals).isPresent());
  }

  private List<Challenge> read() {
    skip(" \t,");
    while (peek() != END) {
      String scheme = token();
      if (scheme.isEmpty() || !(isSpace(peek()) || peek() == ',' || peek() == END)) {
        return found;
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      boolean wellFormed = skipToken68() || readParameters(parameters);
      found.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
      if (!wellFormed) {
        return found;
      }
      skip(" \t,");
    }
    return found;
  }

  /** Such as {@code Negotiate YII=}; its contents are of no use here. */
  private boolean skipToken68() {
    int start = at;
    skip(" \t");
    int text68 = at;
    while (isToken(peek()) || peek() == '/') {
      at++;
    }
    boolean some = at > text68;
    skip("=");
    skip(" \t");
    if (some && (peek() == ',' || peek() == END)) {
      return true;
    }
    at = start;
    return false;
  }

  /** Stops before the next scheme. False if what follows is neither a parameter nor a scheme. */
  private boolean readParameters(Map<String, String> into) {
    while (true) {
      skip(" \t,");
      int start = at;
      String name = token();
      skip(" \t");
      if (peek() != '=') {
        at = start;
        return !name.isEmpty() || peek() == END;
      }
      at++;
      skip(" \t");
      StringBuilder value = new StringBuilder();
      if (name.isEmpty() || !(peek() == '"' ? readQuoted(value) : readToken(value))) {
        return false;
      }
      into.putIfAbsent(name.toLowerCase(Locale.ROOT), value.toString());
    }
  }

  private boolean readToken(StringBuilder into) {
    into.append(token());
    return into.length() > 0;
  }

  /** RFC 9110 §5.6.4. False if the closing quote is missing. */
  private boolean readQuoted(StringBuilder into) {
    for (at++; peek() != END; at++) {
      if (peek() == '"') {
        at++;
        return true;
      }
      if (peek() == '\\') {
        at++;
      }
      if (peek() != END) {
        into.append((char) peek());
      }
    }
    return false;
  }

  private String token() {
    int start = at;
    while (isToken(peek())) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skip(String characters) {
    while (peek() != END && characters.indexOf(peek()) >= 0) {
      at++;
    }
  }

  private int peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t';
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c != END && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }
}
