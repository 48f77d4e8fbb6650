package dev.holdfast;

import dev.holdfast.config.LoginState;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.event.Listeners;
import dev.holdfast.login.LoginSetup;
import dev.holdfast.outbound.AllowedOrigins;
import dev.holdfast.outbound.OutboundSetup;
import dev.holdfast.outbound.WarningPace;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.provider.ProviderSetup;
import dev.holdfast.seal.Sealer;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Leases;
import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.Sessions;
import dev.holdfast.session.SessionsSetup;
import dev.holdfast.token.TokenSetup;

/** What the collaborators of an {@link Oidc} are made of, beside each other. */
record Setups(
    OidcBuilder parts,
    SessionStore sessionStore,
    CoordinationStore coordinationStore,
    Sealer sealer,
    Workers workers,
    Listeners listeners) {

  private OidcConfig config() {
    return parts.config;
  }

  ProviderSetup provider(DpopSigner signer, NonceMemory nonces) {
    return new ProviderSetup(
        config(),
        parts.network(),
        signer,
        nonces,
        parts.random,
        parts.time,
        System::nanoTime,
        workers.background(),
        workers,
        listeners);
  }

  SessionsSetup sessions() {
    return new SessionsSetup(
        config(), sessionStore, coordinationStore, sealer, parts.random, parts.time, listeners);
  }

  LoginSetup logins(OidcProvider provider, DpopKeySource keys, Sessions sessions) {
    return new LoginSetup(
        config(),
        provider,
        keys,
        sessions,
        loginStore(),
        coordinationStore,
        sealer,
        parts.random,
        parts.time,
        listeners);
  }

  /**
   * The store whose locator is the sealed login, unless logins are to be filed with the sessions.
   */
  private SessionStore loginStore() {
    return config().loginState() == LoginState.STORED ? sessionStore : new SealedLocatorStore();
  }

  TokenSetup renewals(OidcProvider provider, Sessions sessions, Leases leases, DpopKeySource keys) {
    return new TokenSetup(
        config(),
        provider,
        sessions,
        leases,
        parts.time,
        workers.flights(),
        Workers::rest,
        new RenewedKeys(config(), keys, parts.random),
        listeners);
  }

  OutboundSetup outbound(DpopSigner signer, NonceMemory nonces) {
    return new OutboundSetup(
        listeners,
        signer,
        nonces,
        AllowedOrigins.of(config().apiOrigins()),
        parts.apiClient(),
        workers.calls(),
        System::nanoTime,
        new WarningPace(System::nanoTime),
        workers.limits());
  }
}
