package dev.holdfast.provider;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.exception.http.WithLocationAction;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.oidc.config.OidcConfiguration;

/**
 * The only class that talks to the authorization server. Each method blocks for at most three HTTP
 * requests: one, one more if it lacked a nonce, and one more if the server's clock differs. Not
 * counted are userinfo, a first look at the metadata, and the revocation of what is refused.
 * Thread-safe.
 */
public final class OidcProvider {
  private final OidcConfig config;
  private final Metadata metadata;
  private final VerifiedProfileCreator profiles;
  private final DpopOidcClient client;
  private final Revocation revocation;
  private final Renewals renewals;
  private final EndSession endSession;
  private final ResponseChecks responses;
  private final AnswerIssuer issuers;
  private final Events events = new Events();
  private final ReentrantLock starting = new ReentrantLock();

  /** A provider over a pac4j configuration of the application's own, which is hardened here. */
  public OidcProvider(ProviderSetup setup, OidcConfiguration pac4j) {
    this.config = setup.config();
    ClientCredential credential = ClientCredential.ofLogin(setup);
    AuthorizationServerCall server = new AuthorizationServerCall(setup, credential.transport());
    MetadataCheck check = new MetadataCheck(config);
    this.metadata =
        new Metadata(setup, check, credential, found -> idTokenChecks(setup, pac4j, check, found));
    TokenEndpoint tokens = new TokenEndpoint(config, metadata, server, credential);
    this.client = new DpopOidcClient(Hardening.apply(pac4j, config, metadata), config);
    this.profiles =
        new VerifiedProfileCreator(
            pac4j,
            client,
            config,
            metadata,
            new Userinfo(setup, metadata, credential),
            setup.time());
    client.setRedirectionActionBuilder(
        new AuthorizationRequests(
            client,
            config,
            metadata,
            server.at(ProviderEndpoint.PUSHED_REQUEST),
            new RequestObjects(setup)));
    client.setAuthenticator(new CodeAuthenticator(pac4j, client, config, tokens));
    client.setProfileCreator(profiles);
    this.revocation =
        new Revocation(
            config,
            metadata,
            server.at(ProviderEndpoint.REVOCATION),
            credential,
            new RevocationRetries(setup.later()));
    this.renewals = new Renewals(setup, metadata, check, tokens, revocation);
    this.endSession = new EndSession(config, metadata);
    this.responses = new ResponseChecks(config, metadata, setup.time());
    this.issuers = new AnswerIssuer(config, metadata);
  }

  private static IdTokenChecks idTokenChecks(
      ProviderSetup setup,
      OidcConfiguration pac4j,
      MetadataCheck check,
      OIDCProviderMetadata found) {
    return new IdTokenChecks(
        setup.config(),
        pac4j,
        IdTokenChecks.cut(found, check.accepted(found)),
        new SigningKeys(found.getJWKSetURI(), setup),
        setup.time());
  }

  /** Where to send the browser to log in. Pushes the request first where the provider takes it. */
  public ProviderReply<URI> authorize(AuthorizationParameters parameters) {
    return asking(
        "authorization request",
        () -> {
          initialise();
          CallContext context = LoginContext.starting(config.redirectUri(), parameters);
          WithLocationAction action =
              (WithLocationAction) client.getRedirectionAction(context).orElseThrow();
          return URI.create(action.getLocation());
        });
  }

  /**
   * Redeems a code and checks everything that comes back. Tokens of an answer that fails a check
   * are revoked, as far as the provider lets us and no session that lives on needs them.
   */
  public ProviderReply<LoginGrant> redeem(CodeGrant grant) {
    LoginCredentials credentials = new LoginCredentials(grant);
    Optional<ProviderReply<LoginGrant>> reply = Optional.empty();
    try {
      reply = Optional.of(asking("login", () -> login(credentials)));
      return reply.get();
    } finally { // also after what nobody foresaw
      if (reply.filter(ProviderReply.Granted.class::isInstance).isEmpty()) {
        boolean anotherUser = reply.filter(OidcProvider::isAnotherUser).isPresent();
        credentials.redeemedFor().ifPresent(answer -> discard(answer, grant, anotherUser));
      }
    }
  }

  private LoginGrant login(LoginCredentials credentials) {
    initialise();
    CallContext context = LoginContext.finishing(config.redirectUri());
    client.validateCredentials(context, credentials);
    client.getUserProfile(context, credentials);
    LoginGrant login = credentials.login();
    revocation.loggedIn(login.idToken().subject());
    return login;
  }

  private static boolean isAnotherUser(ProviderReply<?> reply) {
    return reply instanceof ProviderReply.Refused<?> no && no.code() == ErrorCode.USER_MISMATCH;
  }

  /**
   * Leaves the session of a step-up that failed as it was: many providers end it together with any
   * refresh token of the same login.
   */
  private void discard(TokenAnswer answer, CodeGrant grant, boolean anotherUser) {
    if (grant.subject().isEmpty() || anotherUser) {
      renewals.discard(answer, grant.key(), Optional.empty());
    } else {
      revocation.accessToken(answer.accessToken(), grant.key());
    }
  }

  /** Renews a token of a session. Sends at most three requests and never repeats a lost one. */
  public ProviderReply<RefreshedGrant> refresh(RefreshGrant grant) {
    return asking("refresh", () -> renewals.refresh(grant));
  }

  /** Exchanges the access token of a login (RFC 8693). Sends at most three requests. */
  public ProviderReply<AccessToken> exchange(ExchangeGrant grant) {
    return asking("token exchange", () -> renewals.exchange(grant));
  }

  /** Asks for a token of a client's own (RFC 6749 §4.4). Sends at most three requests. */
  public ProviderReply<AccessToken> clientCredentials(ClientGrant grant) {
    return asking(
        "token for client " + grant.client().name(), () -> renewals.clientCredentials(grant));
  }

  /**
   * Revokes tokens that are no longer needed (RFC 7009), the refresh token first; each is at most
   * three requests. A provider that cannot do so for now is asked again later, for a refresh token
   * only until its user has logged in again here; what is given up is logged.
   *
   * @param subject whose tokens they are
   * @return whether the provider has revoked every one by now
   */
  public boolean revoke(TokenSet unused, Optional<DpopKey> key, String subject) {
    boolean refresh =
        unused
            .refresh()
            .map(token -> revocation.refreshToken(token.value(), key, Optional.of(subject)))
            .orElse(true);
    return revokeAccess(unused, key) && refresh;
  }

  /**
   * Revokes the access tokens alone, in the same way.
   *
   * @return whether the provider has revoked every one by now
   */
  public boolean revokeAccess(TokenSet unused, Optional<DpopKey> key) {
    boolean all = true;
    for (AccessToken token : unused.accessTokens()) {
      all &= revocation.accessToken(token.value(), key);
    }
    return all;
  }

  /**
   * Where to send the browser to log out at the provider too (OpenID Connect RP-Initiated Logout
   * §2); empty if the provider offers nothing. Blocks only until metadata is known, for two seconds
   * at most; empty then too.
   */
  public Optional<URI> endSession(EndSessionRequest wanted) {
    return endSession.address(wanted);
  }

  /**
   * Whether an authorization response with this {@code iss} may be ours (RFC 9207 §2.4).
   *
   * @param issuer the parameter as received; empty if absent
   */
  public ProviderReply<Boolean> mayComeFrom(Optional<String> issuer) {
    return asking("callback", () -> issuers.mayBe(issuer));
  }

  /**
   * Checks a logout token (OpenID Connect Back-Channel Logout §2.6). Whether it came before is not
   * looked at.
   */
  public ProviderReply<LogoutToken> logoutToken(SecretText token) {
    return asking("logout token", () -> metadata.idTokens().ofLogout(token));
  }

  /** Checks a signed answer to an authorization request (JARM §2.4). */
  public ProviderReply<VerifiedResponse> verify(SignedResponse response) {
    return asking("callback", () -> responses.verified(response));
  }

  /** A pac4j profile with these claims and no tokens, for code that speaks pac4j. */
  public UserProfile profile(Claims claims) {
    UserProfile profile = profiles.profile(claims);
    profile.setClientName(client.getName());
    return profile;
  }

  /** pac4j's own initialisation is not safe under concurrency. */
  private void initialise() {
    if (client.isInitialized()) {
      return;
    }
    starting.lock();
    try {
      client.init();
    } finally {
      starting.unlock();
    }
  }

  private <T> ProviderReply<T> asking(String what, Supplier<T> question) {
    try {
      return new ProviderReply.Granted<>(question.get());
    } catch (ProviderRefusal e) {
      events.refused(config.issuer(), what, e);
      return e.reply();
    }
  }
}
