package dev.holdfast;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ProofSignatures;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.event.Listeners;
import dev.holdfast.login.LoginFlow;
import dev.holdfast.login.LoginSetup;
import dev.holdfast.login.StepUps;
import dev.holdfast.logout.LogoutFlow;
import dev.holdfast.logout.ManagedSessions;
import dev.holdfast.logout.RemoteLogouts;
import dev.holdfast.outbound.AllowedOrigins;
import dev.holdfast.outbound.Authorization;
import dev.holdfast.outbound.OutboundSetup;
import dev.holdfast.outbound.SigningHttpClient;
import dev.holdfast.provider.OidcProvider;
import dev.holdfast.seal.Sealer;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Leases;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.Sessions;
import dev.holdfast.token.ClientTokens;
import dev.holdfast.token.SessionHolder;
import dev.holdfast.token.TokenRefresher;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenSetup;
import dev.holdfast.token.TokenSource;
import dev.holdfast.token.UserTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One client at one provider, put together: every collaborator is made here and nowhere else.
 * Thread-safe; make one for the application and close it with it.
 */
public final class Oidc implements AutoCloseable {
  private static final int SERVERS_WITH_NONCES = 1000;

  private final OidcConfig config;
  private final InstantSource time;
  private final SessionStore sessionStore;
  private final CoordinationStore coordinationStore;
  private final boolean storesAreBorrowed;
  private final Listeners listeners;
  private final DpopKeySource keys;
  private final Workers workers = new Workers();
  private final NonceMemory nonces = new NonceMemory(SERVERS_WITH_NONCES);
  private final DpopSigner signer;
  private final OidcProvider provider;
  private final Sessions sessions;
  private final LoginFlow login;
  private final StepUps stepUps;
  private final TokenRefresher refresher;
  private final LogoutFlow logout;
  private final RemoteLogouts remoteLogouts;
  private final ManagedSessions managedSessions;
  private final OutboundSetup outbound;
  private final Map<String, DpopKeySource> clientKeys;
  private final ClientTokens clientTokens;

  Oidc(
      OidcBuilder parts,
      SessionStore sessionStore,
      CoordinationStore coordinationStore,
      ProofSignatures signatures,
      Listeners listeners) {
    this.config = parts.config;
    this.time = parts.time;
    this.sessionStore = sessionStore;
    this.coordinationStore = coordinationStore;
    this.storesAreBorrowed = parts.storesAreBorrowed;
    this.listeners = listeners;
    this.keys = parts.keys();
    Sealer sealer = new Sealer(config.sealKeys(), parts.random, parts.time);
    Leases leases =
        new Leases(coordinationStore, config.indexKey(), parts.random, System::nanoTime);
    this.signer = new DpopSigner(nonces, new ServerClocks(parts.time), parts.random, signatures);
    Setups setups = new Setups(parts, sessionStore, coordinationStore, sealer, workers, listeners);
    this.provider = new OidcProvider(setups.provider(signer, nonces), parts.pac4j);
    this.sessions = new Sessions(setups.sessions(), leases);
    LoginSetup logins = setups.logins(provider, keys, sessions);
    this.login = new LoginFlow(logins);
    this.stepUps = new StepUps(logins, login);
    TokenSetup renewals = setups.renewals(provider, sessions, leases, keys);
    this.refresher = new TokenRefresher(renewals);
    this.clientKeys = parts.clientKeys();
    this.clientTokens = new ClientTokens(renewals, coordinationStore, sealer, clientKeys);
    this.logout = new LogoutFlow(sessions, provider, workers.background(), listeners);
    this.managedSessions =
        new ManagedSessions(sessions, parts.time, config.sessions().perUser(), listeners);
    this.remoteLogouts =
        new RemoteLogouts(config, provider, sessions, coordinationStore, parts.time, listeners);
    this.outbound = setups.outbound(signer, nonces);
  }

  /** A client configured in code. */
  public static OidcBuilder builder(OidcConfig config) {
    return new OidcBuilder(config);
  }

  /**
   * A client configured by settings alone: the stores are found by name on the class path. Problems
   * are noted in {@code settings}; if there are any, the answer is empty.
   */
  public static Optional<OidcBuilder> read(Settings settings) {
    return readAll(settings, List.of(settings)).map(all -> all.get(0));
  }

  /**
   * Several clients that share the stores which {@code settings} name. Only the first closes them,
   * so that it is to be closed last. Problems are noted; if there are any, the answer is empty.
   *
   * @param each the settings as each client reads them; at least one
   */
  public static Optional<List<OidcBuilder>> readAll(Settings settings, List<Settings> each) {
    return new ClientsReader(settings).read(each);
  }

  public OidcConfig config() {
    return config;
  }

  /** What the sessions' times are held against. */
  public InstantSource time() {
    return time;
  }

  /** Who hears what happens. */
  public Listeners listeners() {
    return listeners;
  }

  public OidcProvider provider() {
    return provider;
  }

  public Sessions sessions() {
    return sessions;
  }

  public LoginFlow login() {
    return login;
  }

  public StepUps stepUps() {
    return stepUps;
  }

  public ManagedSessions managedSessions() {
    return managedSessions;
  }

  public RemoteLogouts remoteLogouts() {
    return remoteLogouts;
  }

  public LogoutFlow logout() {
    return logout;
  }

  /** The tokens of one request's user. Cheap. */
  public UserTokens tokens(SessionHolder holder) {
    return new UserTokens(refresher, holder);
  }

  /**
   * Calls APIs as the user of these tokens: the allowed origins only, with token and proof. Tokens
   * for a resource whose origin is allowed travel to that origin alone. Cheap.
   */
  public HttpClient httpClient(UserTokens tokens) {
    return new SigningHttpClient(setup(tokens), tokens);
  }

  /** Lets one request of another HTTP client in: see {@link Authorization#of}. */
  public Authorization authorize(UserTokens tokens, String method, URI address) {
    return Authorization.of(setup(tokens), tokens, method, address);
  }

  private OutboundSetup setup(UserTokens tokens) {
    return tokens.wanted().resource().map(outbound::towards).orElse(outbound);
  }

  /** The tokens of the application itself. */
  public ClientTokens clientTokens() {
    return clientTokens;
  }

  /**
   * Calls APIs as a client of the application's own: the origins allowed to that client only, with
   * token and proof. May be kept.
   *
   * @throws IllegalArgumentException if no client has this name
   */
  public HttpClient httpClient(String client) {
    return httpClient(client, TokenRequest.standard());
  }

  /**
   * The same with tokens for something else. Those for a resource whose origin is allowed travel to
   * that origin alone.
   *
   * @throws IllegalArgumentException if no client has this name, or the request is for an exchange
   */
  public HttpClient httpClient(String client, TokenRequest wanted) {
    TokenSource tokens = clientTokens.of(client, wanted);
    OutboundSetup within =
        outbound.within(AllowedOrigins.of(clientTokens.client(client).apiOrigins()));
    return new SigningHttpClient(
        clientTokens.resource(client, wanted).map(within::towards).orElse(within), tokens);
  }

  /**
   * Stops the threads and closes the stores. Requests under way may fail; blocks until the
   * refreshes under way are saved, for 12 seconds at most, and 4 more for what else goes on.
   */
  @Override
  public void close() {
    workers.close();
    keys.close();
    clientKeys.values().forEach(DpopKeySource::close);
    if (!storesAreBorrowed) {
      sessionStore.close();
      coordinationStore.close();
    }
  }
}
