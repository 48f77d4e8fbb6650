package dev.holdfast.login;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.session.OpenSession;
import java.time.Duration;
import java.util.Optional;

/** How a login ended. */
public sealed interface LoginOutcome {

  /**
   * The user is logged in.
   *
   * @param session the new session
   * @param returnTo where the login leads
   * @param met how the user was asked to authenticate, and did
   */
  record LoggedIn(OpenSession session, ReturnPath returnTo, AuthenticationDemand met)
      implements LoginOutcome {}

  /** This browser has already brought this answer; nothing was sent a second time. */
  record Repeated(ReturnPath returnTo) implements LoginOutcome {}

  /**
   * The user was not to be asked anything, and is not logged in: the provider would have had to ask
   * (OpenID Connect Core §3.1.2.6), or something is wrong, which the log says and nobody else needs
   * to see.
   */
  record NotSilently(ReturnPath returnTo) implements LoginOutcome {}

  /** The user, or the provider's policy, said no. */
  record Denied(ErrorCode code) implements LoginOutcome {}

  /** Something is wrong; there is no new session. */
  record Refused(ErrorCode code) implements LoginOutcome {}

  /** The provider does not answer. */
  record NotNow(ErrorCode code, Optional<Duration> retryAfter) implements LoginOutcome {}
}
