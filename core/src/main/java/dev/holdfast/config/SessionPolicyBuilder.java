package dev.holdfast.config;

import java.time.Duration;

/** Gathers how sessions live and end, under the names web.xml uses. */
public final class SessionPolicyBuilder {
  static final int MOST_PER_USER = 1000;

  boolean followsProvider;
  int perUser;
  Duration idRenewal = Duration.ofMinutes(15);

  SessionPolicyBuilder() {}

  /** {@code session-follows-provider=true}; default no. */
  public SessionPolicyBuilder followProvider() {
    this.followsProvider = true;
    return this;
  }

  /** {@code sessions-per-user}; default 0, any number. Needs sessions on the server. */
  public SessionPolicyBuilder perUser(int most) {
    this.perUser = most;
    return this;
  }

  /** {@code session-id-renewal}; default 15 min, zero is never. For sessions on the server. */
  public SessionPolicyBuilder idRenewal(Duration every) {
    this.idRenewal = every;
    return this;
  }

  void read(Settings settings) {
    followsProvider = settings.flag("session-follows-provider", false);
    perUser = settings.number("sessions-per-user", 0, 0, MOST_PER_USER);
    idRenewal = settings.duration("session-id-renewal", idRenewal);
  }

  SessionPolicy finished(OidcConfig.Times times, RemoteLogout remoteLogout) {
    return new SessionPolicy(times, followsProvider, perUser, idRenewal, remoteLogout);
  }
}
