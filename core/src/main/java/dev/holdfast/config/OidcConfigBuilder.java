package dev.holdfast.config;

import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers settings in code, under the names web.xml uses, and checks them whole. */
public final class OidcConfigBuilder {
  static final Set<String> ID_TOKEN_ALGORITHMS =
      Set.of("RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519");

  String registration = "default";
  @Nullable URI issuer;
  MetadataLocation metadataLocation = MetadataLocation.OPENID_CONFIGURATION;
  @Nullable String clientId;
  @Nullable ClientAuthentication clientAuthentication;
  @Nullable URI redirectUri;
  @Nullable URI postLogoutRedirectUri;
  List<String> scopes = List.of("openid");
  boolean userinfo;
  ProtectedAnswers answers = ProtectedAnswers.DEFAULT;
  DpopPolicy dpop = DpopPolicy.REQUIRED;
  DpopKeyChoice dpopKey = new DpopKeyChoice.PerSession(DpopAlgorithm.ES256);
  boolean certificateBoundTokens;
  JcaProviderName dpopJcaProvider = JcaProviderName.AUTO;
  LoginState loginState = LoginState.SEALED;
  final LoginPolicyBuilder logins = new LoginPolicyBuilder();
  OidcConfig.Times times = OidcConfig.Times.DEFAULT;
  final SessionPolicyBuilder sessions = new SessionPolicyBuilder();
  Set<String> idTokenAlgorithms = ID_TOKEN_ALGORITHMS;
  Set<String> trustedAudiences = Set.of();
  Set<URI> apiOrigins = Set.of();
  final List<NamedClientBuilder> clients = new ArrayList<>();
  Profile profile = Profile.DEFAULT;
  RemoteLogout remoteLogout = RemoteLogout.OFF;
  boolean allowHttpLoopback;
  @Nullable KeyRing sealKeys;
  @Nullable IndexKey indexKey;

  OidcConfigBuilder() {}

  /** {@code registration}; default {@code default}. */
  public OidcConfigBuilder registration(String name) {
    this.registration = name;
    return this;
  }

  /** {@code issuer}; required. */
  public OidcConfigBuilder issuer(URI uri) {
    this.issuer = uri;
    return this;
  }

  /** {@code metadata-location}; default {@link MetadataLocation#OPENID_CONFIGURATION}. */
  public OidcConfigBuilder metadataLocation(MetadataLocation place) {
    this.metadataLocation = place;
    return this;
  }

  /** {@code client-id}; required. */
  public OidcConfigBuilder clientId(String id) {
    this.clientId = id;
    return this;
  }

  /** {@code client-authentication} with its secret or key; required. */
  public OidcConfigBuilder authenticateWith(ClientAuthentication authentication) {
    this.clientAuthentication = authentication;
    return this;
  }

  /** {@code redirect-uri}; required. */
  public OidcConfigBuilder redirectUri(URI uri) {
    this.redirectUri = uri;
    return this;
  }

  /** {@code post-logout-redirect-uri}; default none. */
  public OidcConfigBuilder postLogoutRedirectUri(URI uri) {
    this.postLogoutRedirectUri = uri;
    return this;
  }

  /** {@code scope}; default {@code openid}, which must be among them. */
  public OidcConfigBuilder scopes(List<String> names) {
    this.scopes = names;
    return this;
  }

  /** {@code userinfo=true}: also ask the userinfo endpoint at login; default no. */
  public OidcConfigBuilder askUserinfo() {
    this.userinfo = true;
    return this;
  }

  /**
   * {@code decryption-key, id-token-encryption, userinfo-response}; default {@link
   * ProtectedAnswers#DEFAULT}.
   */
  public OidcConfigBuilder answers(ProtectedAnswers agreed) {
    this.answers = agreed;
    return this;
  }

  /** {@code dpop}; default {@link DpopPolicy#REQUIRED}. */
  public OidcConfigBuilder dpop(DpopPolicy policy) {
    this.dpop = policy;
    return this;
  }

  /** {@code dpop-key}; default one per session, ES256. */
  public OidcConfigBuilder dpopKey(DpopKeyChoice choice) {
    this.dpopKey = choice;
    return this;
  }

  /** {@code dpop-jca-provider}; default {@link JcaProviderName#AUTO}. */
  public OidcConfigBuilder dpopJcaProvider(JcaProviderName provider) {
    this.dpopJcaProvider = provider;
    return this;
  }

  /** {@code login-state}; default {@link LoginState#SEALED}. */
  public OidcConfigBuilder loginState(LoginState state) {
    this.loginState = state;
    return this;
  }

  /** What every login asks for; see {@link LoginPolicy}. */
  public OidcConfigBuilder logins(Consumer<LoginPolicyBuilder> settings) {
    settings.accept(logins);
    return this;
  }

  /** {@code login-timeout, refresh-ahead, idle-timeout, absolute-timeout, clock-leeway}. */
  public OidcConfigBuilder times(OidcConfig.Times all) {
    this.times = all;
    return this;
  }

  /** What else there is to say about sessions; see {@link SessionPolicy}. */
  public OidcConfigBuilder sessions(Consumer<SessionPolicyBuilder> settings) {
    settings.accept(sessions);
    return this;
  }

  /** {@code id-token-algorithms}; default RS256, PS256, ES256, ES384, EdDSA, Ed25519. */
  public OidcConfigBuilder idTokenAlgorithms(Set<String> joseNames) {
    this.idTokenAlgorithms = joseNames;
    return this;
  }

  /** {@code trusted-audiences}; default none. */
  public OidcConfigBuilder trustedAudiences(Set<String> audiences) {
    this.trustedAudiences = audiences;
    return this;
  }

  /** {@code allowed-origins}: where tokens may travel; default nowhere. */
  public OidcConfigBuilder apiOrigins(Set<URI> origins) {
    this.apiOrigins = origins;
    return this;
  }

  /** {@code clients}: one more, with nothing of its own but the name. */
  public OidcConfigBuilder client(String name) {
    return client(name, own -> {});
  }

  /** {@code clients}: one more, as {@code settings} says; see {@link NamedClient}. */
  public OidcConfigBuilder client(String name, Consumer<NamedClientBuilder> settings) {
    NamedClientBuilder client = new NamedClientBuilder(name);
    settings.accept(client);
    clients.add(client);
    return this;
  }

  /** {@code certificate-bound-tokens=true}; default false. Needs {@code dpop=off}. */
  public OidcConfigBuilder bindTokensToCertificate() {
    this.certificateBoundTokens = true;
    return this;
  }

  /** {@code profile}; default {@link Profile#DEFAULT}. Say it before {@link #logins}. */
  public OidcConfigBuilder profile(Profile rules) {
    this.profile = rules;
    if (rules.signsMessages()) {
      logins.responseMode(ResponseMode.JWT);
      logins.signedRequests = true;
    }
    return this;
  }

  /** {@code back-channel-logout} and what belongs to it; default {@link RemoteLogout#OFF}. */
  public OidcConfigBuilder remoteLogout(RemoteLogout how) {
    this.remoteLogout = how;
    return this;
  }

  /** {@code allow-http-loopback=true}: plain http, on this machine only, for development. */
  public OidcConfigBuilder allowPlainHttpOnLoopback() {
    this.allowHttpLoopback = true;
    return this;
  }

  /** {@code seal-keys}; required. */
  public OidcConfigBuilder sealKeys(KeyRing keys) {
    this.sealKeys = keys;
    return this;
  }

  /** {@code index-key}; required. */
  public OidcConfigBuilder indexKey(IndexKey key) {
    this.indexKey = key;
    return this;
  }

  /**
   * Checks everything.
   *
   * @throws ConfigurationException with every problem found
   */
  public OidcConfig build() {
    List<ConfigCheck.Problem> problems = ConfigCheck.problems(this);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          problems.stream().map(ConfigCheck.Problem::text).collect(Collectors.toList()));
    }
    return finished();
  }

  @SuppressWarnings("NullAway") // ConfigCheck has found every required value
  OidcConfig finished() {
    return new OidcConfig(
        registration,
        issuer,
        metadataLocation,
        clientId,
        clientAuthentication,
        redirectUri,
        Optional.ofNullable(postLogoutRedirectUri),
        scopes,
        userinfo,
        answers,
        dpop,
        dpopKey,
        certificateBoundTokens,
        dpopJcaProvider,
        loginState,
        logins.finished(),
        sessions.finished(times, remoteLogout),
        acceptedAlgorithms(),
        trustedAudiences,
        apiOrigins,
        clients.stream().map(client -> NamedClientCheck.finished(client, this)).toList(),
        profile,
        allowHttpLoopback,
        sealKeys,
        indexKey);
  }

  private Set<String> acceptedAlgorithms() {
    return profile.isFapi()
        ? idTokenAlgorithms.stream()
            .filter(Profile.FAPI_ALGORITHMS::contains)
            .collect(Collectors.toUnmodifiableSet())
        : idTokenAlgorithms;
  }
}
