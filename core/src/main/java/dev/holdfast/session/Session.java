package dev.holdfast.session;

import dev.holdfast.config.SessionPolicy;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.JwkThumbprint;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.Claims;
import dev.holdfast.provider.LoginGrant;
import dev.holdfast.provider.RefreshedGrant;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.provider.VerifiedIdToken;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One user, logged in: who, until when, with which tokens and which key. Immutable. Claims, tokens
 * and key of a session that was read from a store are decoded when first asked for. Prints no
 * secret.
 */
public final class Session {
  private final String subject;
  private final Course course;
  private final Lazy<Claims> idTokenClaims;
  private final Lazy<Claims> userinfo;
  private final Lazy<Claims> claims;
  private final Lazy<TokenSet> tokens;
  private final Lazy<Optional<DpopKey>> key;
  private final Lazy<Optional<ProviderSession>> atLogin;
  private volatile @Nullable Set<Fact> logoutFacts;

  /**
   * When a session began and when it ends.
   *
   * @param expiresAt the end as it is now
   * @param latestEnd beyond which nothing moves it
   */
  record Course(Instant startedAt, Instant authenticatedAt, Instant expiresAt, Instant latestEnd) {

    /** With this end, if there is one before the latest. */
    Course until(Optional<Instant> end) {
      Instant next = end.filter(latestEnd::isAfter).orElse(latestEnd);
      return new Course(startedAt, authenticatedAt, next, latestEnd);
    }
  }

  /**
   * What a session is decoded from; each part only when wanted.
   *
   * @param atLogin what the login's ID token said of its session, if the newest says otherwise
   */
  record Parts(
      Lazy<Claims> idTokenClaims,
      Lazy<Claims> userinfo,
      Lazy<TokenSet> tokens,
      Lazy<Optional<DpopKey>> key,
      Lazy<Optional<ProviderSession>> atLogin) {}

  Session(String subject, Course course, Parts parts) {
    this.subject = subject;
    this.course = course;
    this.idTokenClaims = parts.idTokenClaims();
    this.userinfo = parts.userinfo();
    this.claims = Lazy.by(() -> idTokenClaims().orElse(userinfo()));
    this.tokens = parts.tokens();
    this.key = parts.key();
    this.atLogin = parts.atLogin();
  }

  /** The session that a login begins. */
  public static Session begin(
      LoginGrant login, Optional<DpopKey> key, Instant now, SessionPolicy policy) {
    Instant latestEnd = now.plus(policy.times().absolute());
    Course course =
        new Course(now, login.idToken().authenticatedAt().orElse(now), latestEnd, latestEnd);
    return new Session(
        login.idToken().subject(),
        policy.followsProvider() ? course.until(login.end()) : course,
        new Parts(
            Lazy.of(login.idToken().claims()),
            Lazy.of(login.userinfo()),
            Lazy.of(login.tokens()),
            Lazy.of(key),
            Lazy.of(Optional.empty())));
  }

  /**
   * The same session with what a refresh brought for this target. Its end moves only if the policy
   * is to follow the provider, and the provider said something new about it.
   */
  public Session renewed(TokenTarget target, RefreshedGrant grant, SessionPolicy policy) {
    return renewed(target, grant, key(), policy);
  }

  /** The same under this key; tokens that are bound to another do not come along. */
  public Session renewed(
      TokenTarget target, RefreshedGrant grant, Optional<DpopKey> newKey, SessionPolicy policy) {
    boolean same = thumbprint(newKey).equals(thumbprint(key()));
    TokenSet before = same ? tokens() : tokens().keepingOnly(TokenTarget.OF_LOGIN);
    TokenSet next = before.with(target, grant.access());
    next = grant.refresh().map(next::with).orElse(next);
    Optional<Claims> newer = grant.idToken().map(VerifiedIdToken::claims);
    boolean moves = policy.followsProvider() && grant.end().isPresent();
    return new Session(
        subject,
        moves ? course.until(grant.end()) : course,
        new Parts(
            newer.map(Lazy::of).orElse(idTokenClaims),
            userinfo,
            Lazy.of(grant.idToken().map(next::with).orElse(next)),
            Lazy.of(newKey),
            newer.map(claims -> Lazy.of(unlike(claims))).orElse(atLogin)));
  }

  private Optional<ProviderSession> unlike(Claims newer) {
    return Optional.of(providerSession()).filter(login -> !login.equals(ProviderSession.of(newer)));
  }

  private static Optional<JwkThumbprint> thumbprint(Optional<DpopKey> one) {
    return one.map(DpopKey::thumbprint);
  }

  /** The same session with one more access token. */
  public Session with(TokenTarget target, AccessToken token) {
    return with(tokens().with(target, token));
  }

  /** The same session without the access tokens of any other target than this and the login's. */
  public Session keepingOnly(TokenTarget target) {
    return with(tokens().keepingOnly(target));
  }

  private Session with(TokenSet next) {
    return new Session(
        subject, course, new Parts(idTokenClaims, userinfo, Lazy.of(next), key, atLogin));
  }

  /** {@code sub}: the user at the provider, case-sensitive. */
  public String subject() {
    return subject;
  }

  /** When this session began here. */
  public Instant startedAt() {
    return course.startedAt();
  }

  /** When the user last proved who they are ({@code auth_time}), else when the session began. */
  public Instant authenticatedAt() {
    return course.authenticatedAt();
  }

  /**
   * When it ends, however much it is used; if sessions follow their provider, a renewal may move
   * it.
   */
  public Instant expiresAt() {
    return course.expiresAt();
  }

  /** Beyond which no renewal moves its end. */
  Instant latestEnd() {
    return course.latestEnd();
  }

  /** The claims of the ID token and, beneath them, of userinfo. */
  public Claims claims() {
    return claims.get();
  }

  /** The claims of the newest ID token alone. */
  public Claims idTokenClaims() {
    return idTokenClaims.get();
  }

  /**
   * {@code sid} of the login's ID token: the session at the provider that it came from, whatever
   * newer ones say. Empty if the provider gives them no names.
   */
  public Optional<String> sid() {
    return providerSession().sid();
  }

  /** The same, and when the login's ID token was issued. */
  ProviderSession providerSession() {
    return atLogin().orElseGet(() -> ProviderSession.of(idTokenClaims()));
  }

  /** The same, if the newest ID token no longer says so. */
  Optional<ProviderSession> atLogin() {
    return atLogin.get();
  }

  /** By what it ends from elsewhere; asked of {@code source} once. */
  Set<Fact> logoutFacts(Supplier<Set<Fact>> source) {
    Set<Fact> known = logoutFacts;
    if (known == null) {
      known = source.get();
      logoutFacts = known;
    }
    return known;
  }

  Claims userinfo() {
    return userinfo.get();
  }

  public TokenSet tokens() {
    return tokens.get();
  }

  /** The session's DPoP key; empty if DPoP is off. */
  public Optional<DpopKey> key() {
    return key.get();
  }

  @Override
  public String toString() {
    return "Session[startedAt=" + startedAt() + ", expiresAt=" + expiresAt() + "]";
  }
}
