package dev.holdfast.session;

import java.util.Optional;

/**
 * Whom a logout is about: one session of its own, all of a user, or one session if it is that
 * user's (OpenID Connect Back-Channel Logout §2.4).
 *
 * @param sid the provider's session
 * @param subject the user
 */
public record LogoutScope(Optional<String> sid, Optional<String> subject) {

  /** Throws {@link IllegalArgumentException} if it says neither. */
  public LogoutScope {
    if (sid.isEmpty() && subject.isEmpty()) {
      throw new IllegalArgumentException("whom? neither sid nor sub");
    }
  }

  /** All sessions of a user. */
  public static LogoutScope ofUser(String subject) {
    return new LogoutScope(Optional.empty(), Optional.of(subject));
  }

  /** One session of the provider's. */
  public static LogoutScope ofSid(String sid) {
    return new LogoutScope(Optional.of(sid), Optional.empty());
  }

  @Override
  public String toString() {
    return "LogoutScope["
        + (sid.isPresent() ? "sid" : "")
        + (subject.isPresent() ? "sub" : "")
        + "]";
  }
}
