package dev.holdfast;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.LoginState;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.dpop.ProofSignatures;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcListener;
import dev.holdfast.outbound.OutboundSetup;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Custody;
import dev.holdfast.session.SessionStore;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.net.http.HttpClient;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pac4j.oidc.config.OidcConfiguration;

/** Takes what an application wants to bring itself; everything but the stores has a default. */
public final class OidcBuilder {
  private static final Duration API_CONNECT = Duration.ofSeconds(2);

  final OidcConfig config;
  @Nullable SessionStore sessionStore;
  @Nullable CoordinationStore coordinationStore;
  @Nullable DpopKeySource keySource;
  final Map<String, DpopKeySource> clientKeySources = new HashMap<>();
  @Nullable HttpTransport transport;
  @Nullable HttpClient apiClient;
  @Nullable KeyStore apiAuthorities;
  OidcConfiguration pac4j = new OidcConfiguration();
  boolean storesAreBorrowed;
  final List<OidcListener> ownListeners = new ArrayList<>();
  FoundListeners foundListeners = new FoundListeners();
  InstantSource time = InstantSource.system();
  RandomBytes random = RandomBytes.secure();

  OidcBuilder(OidcConfig config) {
    this.config = config;
  }

  /** Where sessions are kept; required. Closed with the {@link Oidc}. */
  public OidcBuilder sessionStore(SessionStore store) {
    this.sessionStore = store;
    return this;
  }

  /** Where nodes agree; required. Closed with the {@link Oidc}. */
  public OidcBuilder coordinationStore(CoordinationStore store) {
    this.coordinationStore = store;
    return this;
  }

  OidcBuilder over(Backends.Stores stores) {
    return sessionStore(stores.sessions()).coordinationStore(stores.coordination());
  }

  /** Others go on using the stores when this client is closed; whoever made them closes them. */
  public OidcBuilder borrowingStores() {
    this.storesAreBorrowed = true;
    return this;
  }

  /** The application's own keys, in place of {@code dpop-key}. Closed with the {@link Oidc}. */
  public OidcBuilder keySource(DpopKeySource source) {
    this.keySource = source;
    return this;
  }

  /**
   * The application's own keys for the tokens of a named client, in place of its {@code dpop-key}.
   * Asked for each token. Closed with the {@link Oidc}.
   */
  public OidcBuilder clientKeySource(String client, DpopKeySource source) {
    this.clientKeySources.put(client, source);
    return this;
  }

  /** The way to the provider; default {@code java.net.http} within the standard limits. */
  public OidcBuilder transport(HttpTransport way) {
    this.transport = way;
    return this;
  }

  /**
   * What the users' HTTP clients send with, for a proxy, a trust store or a pool of threads; not
   * closed here. Default: one that connects within 2 s.
   *
   * @throws IllegalArgumentException if it follows redirects, keeps cookies or answers challenges
   */
  public OidcBuilder apiClient(HttpClient client) {
    OutboundSetup.requireHarmless(client);
    this.apiClient = client;
    return this;
  }

  /**
   * Whom the users' HTTP clients trust, and nobody else, in place of the platform's authorities.
   * Does not count beside an {@link #apiClient}, which also has to show the client's certificate
   * itself where tokens are bound to it.
   */
  public OidcBuilder apiTrust(KeyStore authorities) {
    this.apiAuthorities = authorities;
    return this;
  }

  /** A pac4j configuration with mappings of its own; it is hardened here. */
  public OidcBuilder pac4j(OidcConfiguration configuration) {
    this.pac4j = configuration;
    return this;
  }

  /**
   * One more that hears what happens, beside those that are found on the class path: of its class
   * none is looked for there.
   */
  public OidcBuilder listener(OidcListener listener) {
    this.ownListeners.add(listener);
    return this;
  }

  /** The wall clock; default the system's. */
  public OidcBuilder time(InstantSource clock) {
    this.time = clock;
    return this;
  }

  /** Where randomness comes from; default {@link RandomBytes#secure()}. */
  public OidcBuilder random(RandomBytes source) {
    this.random = source;
    return this;
  }

  /**
   * Puts it all together. Sends nothing: the provider is asked when first needed.
   *
   * @throws ConfigurationException if the parts contradict the configuration, or a demanded signer
   *     cannot be had
   */
  public Oidc build() {
    List<String> problems = new ArrayList<>();
    if (sessionStore == null || coordinationStore == null) {
      problems.add("session-store is missing; give a SessionStore and a CoordinationStore");
    } else if (config.loginState() == LoginState.STORED
        && sessionStore.custody() == Custody.BROWSER) {
      problems.add("login-state is stored, but the session store keeps nothing on the server");
    }
    if (endsUnseen()) {
      problems.add(
          "back-channel-logout needs a coordination store that all nodes share, such as"
              + " coordination=redis, or single-node=true");
    }
    if (keepsNothing()) {
      problems.addAll(needingAServer());
    }
    for (String client : clientKeySources.keySet()) {
      if (config.clients().stream().noneMatch(named -> named.name().equals(client))) {
        problems.add("clients does not list " + client + ", which has a key source");
      }
    }
    LoginJson.problems(config).forEach((setting, what) -> problems.add(setting + " " + what));
    Signers signers = new Signers(config);
    Optional<ProofSignatures> signatures = signatures(signers, problems);
    List<OidcListener> hearing = foundListeners.with(ownListeners, problems::add);
    if (sessionStore == null
        || coordinationStore == null
        || signatures.isEmpty()
        || !problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    if (signers.isNeeded()) {
      signatures.get().announce();
    }
    new Warnings(config).give();
    return measured(sessionStore, coordinationStore, signatures.get(), hearing);
  }

  private Oidc measured(
      SessionStore sessions,
      CoordinationStore facts,
      ProofSignatures signatures,
      List<OidcListener> hearing) {
    Listeners listeners = new Listeners(config.registration(), hearing, System::nanoTime);
    return new Oidc(
        this,
        new MeasuredSessionStore(sessions, listeners),
        new MeasuredCoordinationStore(facts, listeners),
        signatures,
        listeners);
  }

  /** Whether sessions in cookies could go on at nodes that do not know that they have ended. */
  private boolean endsUnseen() {
    return config.remoteLogout().backChannel()
        && !config.remoteLogout().singleNode()
        && keepsNothing()
        && coordinationStore != null
        && !coordinationStore.isShared();
  }

  private List<String> needingAServer() {
    List<String> problems = new ArrayList<>();
    if (config.remoteLogout().frontChannel()) {
      problems.add(
          "front-channel-logout needs sessions on the server: anybody may ask for it, and only"
              + " there it shows whether the session exists");
    }
    if (config.sessions().perUser() > 0) {
      problems.add(
          "sessions-per-user needs sessions on the server: those in cookies cannot be counted");
    }
    return problems;
  }

  private boolean keepsNothing() {
    return sessionStore != null && sessionStore.custody() == Custody.BROWSER;
  }

  private Optional<ProofSignatures> signatures(Signers signers, List<String> problems) {
    return keySource == null && clientKeySources.isEmpty()
        ? signers.ofConfiguredKeys(problems::add)
        : signers.ofAnyKeys(problems::add);
  }

  /** Closes what was brought, for a builder that is not going to build. */
  public void discard() {
    if (sessionStore != null && !storesAreBorrowed) {
      sessionStore.close();
    }
    if (coordinationStore != null && !storesAreBorrowed) {
      coordinationStore.close();
    }
    if (keySource != null) {
      keySource.close();
    }
    clientKeySources.values().forEach(DpopKeySource::close);
  }

  DpopKeySource keys() {
    if (keySource != null) {
      return keySource;
    }
    return config.dpopKey() instanceof DpopKeyChoice.Configured one
        ? DpopKeySource.configured(DpopKey.of(one.key(), one.algorithm()))
        : DpopKeySource.perSession(((DpopKeyChoice.PerSession) config.dpopKey()).algorithm());
  }

  Map<String, DpopKeySource> clientKeys() {
    Map<String, DpopKeySource> all = new HashMap<>(clientKeySources);
    for (NamedClient client : config.clients()) {
      DpopKeyChoice choice = client.dpopKey();
      all.computeIfAbsent(
          client.name(),
          name ->
              choice instanceof DpopKeyChoice.Configured one
                  ? DpopKeySource.configured(DpopKey.of(one.key(), one.algorithm()))
                  : DpopKeySource.perToken(choice.algorithm()));
    }
    return all;
  }

  HttpTransport network() {
    return transport != null ? transport : JdkTransport.within(limits());
  }

  HttpClient apiClient() {
    return apiClient != null
        ? apiClient
        : JdkTransport.clientOfApis(
            API_CONNECT,
            Optional.ofNullable(apiAuthorities),
            config.certificateBoundTokens()
                ? config.clientAuthentication().shown()
                : Optional.empty());
  }

  private TransportLimits limits() {
    TransportLimits standard = TransportLimits.standard();
    return config.allowHttpLoopback() ? standard.allowingHttpOnLoopback() : standard;
  }
}
