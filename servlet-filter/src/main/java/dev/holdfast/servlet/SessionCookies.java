package dev.holdfast.servlet;

import dev.holdfast.seal.Ticket;
import java.util.Optional;

/**
 * Turns a session's ticket into cookies and back. A ticket too long for one cookie is spread over
 * up to three; the first begins with how many there are. Parts of different tickets do not open.
 */
final class SessionCookies {
  private static final int LONGEST = 3800;
  private static final int MOST = 3;

  private final CookieNames names;
  private final Announcements announcements;
  private final SilenceMark silence;

  SessionCookies(CookieNames names, Announcements announcements) {
    this.names = names;
    this.announcements = announcements;
    this.silence = new SilenceMark(names);
  }

  /** The ticket of a request; empty for anything that {@link #write} does not write. */
  Optional<Ticket> read(RequestCookies cookies) {
    Optional<String> first = cookies.value(names.session());
    if (cookies.isRepeated(names.session())) {
      announcements.cookieRepeated();
    }
    return first
        .filter(value -> value.length() > 2 && value.charAt(1) == '.')
        .flatMap(value -> joined(cookies, value))
        .flatMap(Ticket::parse);
  }

  private Optional<String> joined(RequestCookies cookies, String first) {
    int count = first.charAt(0) - '0';
    if (count < 1 || count > MOST) {
      return Optional.empty();
    }
    String text = first.substring(2);
    for (int n = 1; n < count; n++) {
      Optional<String> part = cookies.value(names.part(n));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      text = text.concat(part.get());
    }
    return Optional.of(text);
  }

  /** Sets all the cookies of a ticket, and removes those that the request had beyond them. */
  void write(ResponseCookies answer, Ticket ticket, RequestCookies present) {
    String text = ticket.text();
    int room = LONGEST - names.part(MOST).length() - "=n.".length();
    int count = (text.length() + room - 1) / room;
    if (count > MOST) {
      throw new IllegalStateException(
          "a session store answered a locator of " + text.length() + " characters");
    }
    for (int n = 0; n < count; n++) {
      String part = text.substring(n * room, Math.min(text.length(), (n + 1) * room));
      answer.set(names.part(n), n == 0 ? count + "." + part : part);
    }
    clearFrom(count, answer, present);
  }

  /** Removes every cookie of the session. No silent login is to bring it back. */
  void clear(ResponseCookies answer, RequestCookies present) {
    silence.noteLogout(answer);
    answer.clear(names.session());
    clearFrom(1, answer, present);
  }

  private void clearFrom(int first, ResponseCookies answer, RequestCookies present) {
    for (int n = first; n < MOST; n++) {
      if (present.names().contains(names.part(n)) || answer.sets(names.part(n))) {
        answer.clear(names.part(n));
      }
    }
  }
}
