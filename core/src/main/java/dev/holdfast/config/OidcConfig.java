package dev.holdfast.config;

import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be said about one application at one provider. Immutable, checked whole; made
 * by {@link #builder()} or read from {@link Settings} by {@link #read}.
 *
 * @param registration the name under which this client is known here, part of every sealed record
 * @param issuer the provider, exactly as its metadata names it
 * @param metadataLocation where that metadata is
 * @param clientId this client's name at the provider
 * @param clientAuthentication how it proves that name
 * @param redirectUri the absolute callback address; never derived from a request
 * @param postLogoutRedirectUri where the provider sends the browser after logout
 * @param scopes what is asked for
 * @param userinfo whether the userinfo endpoint is asked at login (OpenID Connect Core §5.3)
 * @param answers how the provider protects what it says about users
 * @param dpop whether tokens must be bound to the session's key
 * @param dpopKey which key that is
 * @param certificateBoundTokens whether tokens are bound to the client's certificate (RFC 8705 §3)
 * @param dpopJcaProvider which JCA provider signs with it
 * @param loginState where a login under way is kept
 * @param logins what every login asks for
 * @param sessions how sessions live and end
 * @param idTokenAlgorithms the JOSE names of the accepted ID token signatures
 * @param trustedAudiences other audiences an ID token may name beside this client
 * @param apiOrigins where the user's tokens may travel
 * @param clients as whom the application asks for tokens of its own
 * @param profile which security profile's rules apply too
 * @param allowHttpLoopback whether plain http is accepted, on this machine only
 * @param sealKeys the keys that seal and open records
 * @param indexKey the key that names groups and facts
 */
public record OidcConfig(
    String registration,
    URI issuer,
    MetadataLocation metadataLocation,
    String clientId,
    ClientAuthentication clientAuthentication,
    URI redirectUri,
    Optional<URI> postLogoutRedirectUri,
    List<String> scopes,
    boolean userinfo,
    ProtectedAnswers answers,
    DpopPolicy dpop,
    DpopKeyChoice dpopKey,
    boolean certificateBoundTokens,
    JcaProviderName dpopJcaProvider,
    LoginState loginState,
    LoginPolicy logins,
    SessionPolicy sessions,
    Set<String> idTokenAlgorithms,
    Set<String> trustedAudiences,
    Set<URI> apiOrigins,
    List<NamedClient> clients,
    Profile profile,
    boolean allowHttpLoopback,
    KeyRing sealKeys,
    IndexKey indexKey) {

  /**
   * How long things last.
   *
   * @param login from the redirect to the callback; default 10 min, at most 15 min
   * @param refreshAhead how long before its end a token is renewed; default 60 s, never more than a
   *     tenth of the token's life
   * @param idle how long a session lives without a request; default 30 min
   * @param absolute how long a session lives at most; default 8 h
   * @param clockLeeway how far the provider's clock may differ; default 30 s, at most 60 s
   */
  public record Times(
      Duration login,
      Duration refreshAhead,
      Duration idle,
      Duration absolute,
      Duration clockLeeway) {

    /** The defaults. */
    public static final Times DEFAULT =
        new Times(
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            Duration.ofMinutes(30),
            Duration.ofHours(8),
            Duration.ofSeconds(30));
  }

  /** Copies the collections. */
  public OidcConfig {
    scopes = List.copyOf(scopes);
    idTokenAlgorithms = Set.copyOf(idTokenAlgorithms);
    trustedAudiences = Set.copyOf(trustedAudiences);
    apiOrigins = Set.copyOf(apiOrigins);
    clients = List.copyOf(clients);
  }

  /** How long logins, tokens and sessions last. */
  public Times times() {
    return sessions.times();
  }

  /** How the provider may end sessions by itself. */
  public RemoteLogout remoteLogout() {
    return sessions.remoteLogout();
  }

  /**
   * The public keys that this application's clients sign assertions with, and those to encrypt for
   * them with, as a JWK Set (RFC 7517 §5); empty if there are none.
   */
  public Optional<String> publicKeys() {
    return PublicKeys.of(this);
  }

  /** A builder with the defaults. */
  public static OidcConfigBuilder builder() {
    return new OidcConfigBuilder();
  }

  /**
   * Reads every setting of a client. Problems go to {@code settings}; if there are any, the answer
   * is empty.
   */
  public static Optional<OidcConfig> read(Settings settings) {
    return OidcSettings.read(settings);
  }
}
