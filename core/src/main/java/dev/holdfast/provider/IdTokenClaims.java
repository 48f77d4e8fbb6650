package dev.holdfast.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of an ID token must say; each rule throws a {@link ProviderRefusal} that names
 * itself.
 */
final class IdTokenClaims {
  private static final Duration OLDEST = Duration.ofMinutes(10);

  private final OidcConfig config;
  private final InstantSource time;

  IdTokenClaims(OidcConfig config, InstantSource time) {
    this.config = config;
    this.time = time;
  }

  /** What holds for every ID token. */
  void common(Claims claims) {
    require(claims.text("iss").orElse("").equals(config.issuer().toString()), "iss");
    audience(claims);
    subject(claims);
    times(claims);
  }

  /** What signed userinfo must say; {@code sub} is compared elsewhere. */
  void userinfo(Claims claims) {
    boolean ours = claims.texts("aud").contains(config.clientId());
    boolean theirs = claims.text("iss").orElse("").equals(config.issuer().toString());
    boolean over =
        claims.members().containsKey("exp")
            && !claims
                .number("exp")
                .filter(IdTokenClaims::isDate)
                .map(Instant::ofEpochSecond)
                .filter(end -> end.plus(config.times().clockLeeway()).isAfter(time.instant()))
                .isPresent();
    if (!theirs || !ours || over) {
      throw AnswerKind.USERINFO.invalid(!theirs ? "iss" : !ours ? "aud" : "exp");
    }
  }

  private void audience(Claims claims) {
    List<String> named = claims.texts("aud");
    Set<String> others = new HashSet<>(named);
    require(others.remove(config.clientId()), "aud does not name this client");
    require(config.trustedAudiences().containsAll(others), "aud names others too");
    boolean foreign =
        claims.members().containsKey("azp")
            && !claims.text("azp").orElse("").equals(config.clientId());
    require(!foreign, "azp is another client");
  }

  /** {@code sub}, in the form OpenID Connect Core §2 allows. */
  static String subject(Claims claims) {
    String subject = claims.text("sub").orElse("");
    boolean ascii = subject.chars().allMatch(c -> c < 128);
    require(!subject.isBlank() && subject.length() <= 255 && ascii, "sub");
    return subject;
  }

  private void times(Claims claims) {
    Instant now = time.instant();
    Duration leeway = config.times().clockLeeway();
    inTime(date(claims, "exp").plus(leeway).isAfter(now), "exp is past");
    inTime(!date(claims, "iat").isAfter(now.plusSeconds(60)), "iat is ahead");
    if (claims.members().containsKey("nbf")) {
      inTime(!date(claims, "nbf").isAfter(now.plus(leeway)), "nbf is ahead");
    }
    if (claims.members().containsKey("auth_time")) {
      date(claims, "auth_time");
    }
  }

  void issuedJustNow(Claims claims) {
    Instant oldest = time.instant().minus(OLDEST).minus(config.times().clockLeeway());
    require(date(claims, "iat").isAfter(oldest), "iat is long past");
  }

  void nonce(Claims claims, String expected) {
    require(
        MessageDigest.isEqual(
            claims.text("nonce").orElse("").getBytes(StandardCharsets.UTF_8),
            expected.getBytes(StandardCharsets.UTF_8)),
        "nonce");
  }

  /** OpenID Connect Core §3.1.3.8, where the claim is there. */
  void accessTokenHash(Claims claims, JWSAlgorithm algorithm, SecretText accessToken) {
    if (!claims.members().containsKey("at_hash")) {
      return;
    }
    boolean edwards =
        algorithm.equals(JWSAlgorithm.EdDSA) || algorithm.equals(JWSAlgorithm.Ed25519);
    AccessTokenHash expected =
        AccessTokenHash.compute(
            new BearerAccessToken(accessToken.reveal()),
            edwards ? JWSAlgorithm.EdDSA : algorithm,
            edwards ? Curve.Ed25519 : null);
    require(
        expected != null && claims.text("at_hash").orElse("").equals(expected.getValue()),
        "at_hash");
  }

  /** A step-up is the affair of one user. */
  void sameUser(Claims claims, String subject) {
    require(subject(claims).equals(subject), ErrorCode.USER_MISMATCH, "sub is another user");
  }

  /** OpenID Connect Core §3.1.3.7, 12 and 13. */
  void authentication(Claims claims, AuthenticationDemand demand) {
    require(
        demand.acceptsContext(claims.text("acr")),
        ErrorCode.AUTHENTICATION_INSUFFICIENT,
        "acr is none of those asked for");
    Optional<Instant> at = claims.number("auth_time").map(Instant::ofEpochSecond);
    require(
        demand.acceptsTime(at, time.instant(), config.times().clockLeeway()),
        ErrorCode.AUTHENTICATION_INSUFFICIENT,
        "auth_time is not within max_age");
  }

  /** OpenID Connect Core §12.2: a refreshed ID token continues the login it belongs to. */
  void continues(Claims claims, Claims original) {
    for (String name : List.of("iss", "sub", "aud", "azp")) {
      require(Objects.equals(value(claims, name), value(original, name)), name + " has changed");
    }
    for (String name : List.of("auth_time", "nonce")) {
      Object now = value(claims, name);
      Object before = value(original, name);
      boolean saysNothing = before == null; // an earlier refresh may have left it out
      require(now == null || saysNothing || now.equals(before), name + " has changed");
    }
  }

  /** Numbers alike whatever their width, one audience alike as text and as array. */
  private static @Nullable Object value(Claims claims, String name) {
    Object value = claims.members().get(name);
    if (name.equals("aud")) {
      return Set.copyOf(claims.texts(name));
    }
    return value instanceof Number number ? Long.valueOf(number.longValue()) : value;
  }

  private static Instant date(Claims claims, String name) {
    long seconds = claims.number(name).orElse(-1L);
    require(isDate(seconds), name + " is no date");
    return Instant.ofEpochSecond(seconds);
  }

  private static boolean isDate(long seconds) {
    return seconds >= 0 && seconds < 100_000_000_000L;
  }

  /** A date that is wrong may be ours. */
  private static void inTime(boolean holds, String rule) {
    if (!holds) {
      throw ProviderRefusal.unverifiable("ID token: " + rule);
    }
  }

  private static void require(boolean holds, String rule) {
    require(holds, ErrorCode.ID_TOKEN_INVALID, rule);
  }

  private static void require(boolean holds, ErrorCode code, String rule) {
    if (!holds) {
      throw ProviderRefusal.of(code, "ID token: " + rule);
    }
  }
}
