package dev.holdfast.logout;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.LogoutCause;
import dev.holdfast.provider.LogoutToken;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.LogoutScope;
import dev.holdfast.session.Sessions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Ends sessions because the provider says so, at every node before it answers. Their tokens are
 * dropped and not revoked: what opens them is in the browser. Thread-safe; blocks for the stores,
 * and for the provider's keys if they are not known yet.
 */
public final class RemoteLogouts {
  private static final byte[] USED = {1};

  private final OidcConfig config;
  private final OidcProvider provider;
  private final Sessions sessions;
  private final CoordinationStore coordination;
  private final InstantSource time;
  private final Events events;

  /** Logouts by one provider. */
  public RemoteLogouts(
      OidcConfig config,
      OidcProvider provider,
      Sessions sessions,
      CoordinationStore coordination,
      InstantSource time,
      Listeners listeners) {
    this.config = config;
    this.provider = provider;
    this.sessions = sessions;
    this.coordination = coordination;
    this.time = time;
    this.events = new Events(listeners);
  }

  /**
   * Ends whatever a logout token names (OpenID Connect Back-Channel Logout §2.7). A token counts
   * once, unless the store failed the first time.
   *
   * @return why not; empty if all is over that was there
   * @throws dev.holdfast.session.SessionStoreException if a store does not answer; then the
   *     provider may send the same token again
   */
  public Optional<ErrorCode> backChannel(SecretText token) {
    ProviderReply<LogoutToken> reply = provider.logoutToken(token);
    if (!(reply instanceof ProviderReply.Granted<LogoutToken> granted)) {
      return Optional.of(
          reply instanceof ProviderReply.Unavailable<?>
              ? ErrorCode.PROVIDER_UNAVAILABLE
              : ErrorCode.LOGOUT_TOKEN_INVALID);
    }
    LogoutToken logout = granted.value();
    Fact used =
        new Fact(config.indexKey().name("logout-token", config.issuer().toString(), logout.id()));
    if (coordination.getAll(Set.of(used)).isEmpty()) {
      LogoutScope who = new LogoutScope(logout.sid(), logout.subject());
      int ended = sessions.closeAll(who, logout.issuedAt());
      if (coordination.putIfAbsent(used, USED, left(logout))) {
        events.endedByProvider(who, LogoutCause.BACK_CHANNEL, ended);
        return Optional.empty();
      }
    }
    events.logoutRepeated();
    return Optional.of(ErrorCode.LOGOUT_TOKEN_INVALID);
  }

  private Duration left(LogoutToken logout) {
    return Duration.between(time.instant(), logout.expiresAt())
        .plus(config.times().clockLeeway())
        .plusSeconds(1);
  }

  /**
   * Ends one of the provider's sessions, as its page asks for in the user's browser (OpenID Connect
   * Front-Channel Logout §2). Anybody can ask, so that nothing is noted of a session that is not
   * here, and later logins go on: the name of one that is here is known to the provider, its user,
   * and each application where that user is logged in.
   *
   * @throws dev.holdfast.session.SessionStoreException if a store does not answer
   */
  public void frontChannel(String sid) {
    LogoutScope who = LogoutScope.ofSid(sid);
    if (!sessions.list(who).isEmpty()) {
      int ended = sessions.closeBegun(who, time.instant());
      events.endedByProvider(who, LogoutCause.FRONT_CHANNEL, ended);
    }
  }
}
