package dev.holdfast.config;

/** Gathers how sessions live and end, under the names web.xml uses. */
public final class SessionPolicyBuilder {
  boolean followsProvider;

  SessionPolicyBuilder() {}

  /** {@code session-follows-provider=true}; default no. */
  public SessionPolicyBuilder followProvider() {
    this.followsProvider = true;
    return this;
  }

  void read(Settings settings) {
    followsProvider = settings.flag("session-follows-provider", false);
  }

  SessionPolicy finished(OidcConfig.Times times, RemoteLogout remoteLogout) {
    return new SessionPolicy(times, followsProvider, remoteLogout);
  }
}
