package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How the beginning of a login ended. */
public sealed interface LoginStart {

  /**
   * Send the browser there, with this cookie.
   *
   * @param location the provider's login page; it may hold the sealed state
   * @param cookie binds the login to this browser
   */
  record Redirect(URI location, LoginCookie cookie) implements LoginStart {
    /** Host only. */
    @Override
    public String toString() {
      return "Redirect[" + location.getHost() + "]";
    }
  }

  /** No login is possible now. */
  record NotNow(ErrorCode code, Optional<Duration> retryAfter) implements LoginStart {}
}
