package dev.holdfast.provider;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.HttpReply;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A successful answer of the token endpoint, read strictly (RFC 6749 §5.1): whatever does not have
 * the specified form is no answer.
 *
 * @param accessToken the access token's text
 * @param dpop whether {@code token_type} is DPoP rather than Bearer
 * @param expiresIn how long it lives
 * @param refreshToken the refresh token, if any
 * @param idToken the ID token, unchecked
 * @param scopes the granted scopes, if the answer names them
 * @param details what the access token is good for (RFC 9396 §7), if the answer says so
 * @param issuedTokenType what a token exchange issued (RFC 8693 §2.2.1), if the answer says so
 * @param grantLife how long the tokens can be renewed, if the answer says so
 */
record TokenAnswer(
    SecretText accessToken,
    boolean dpop,
    Optional<Duration> expiresIn,
    Optional<RefreshToken> refreshToken,
    Optional<SecretText> idToken,
    Optional<Set<String>> scopes,
    Optional<AuthorizationDetails> details,
    Optional<String> issuedTokenType,
    Optional<Duration> grantLife) {

  private static final int LONGEST = 16 * 1024;
  private static final Duration LONGEST_LIFE = Duration.ofDays(30);
  private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]+");

  static TokenAnswer read(HttpReply reply) {
    Map<String, Object> members = json(reply);
    if (members.containsKey("error")) {
      throw malformed("an error under status 200");
    }
    return new TokenAnswer(
        secret(members, "access_token", TOKEN68).orElseThrow(() -> malformed("no access_token")),
        isDpop(text(members, "token_type").orElseThrow(() -> malformed("no token_type"))),
        expiresIn(members),
        secret(members, "refresh_token", PRINTABLE).map(RefreshToken::new),
        secret(members, "id_token", PRINTABLE),
        scopes(members),
        details(members),
        text(members, "issued_token_type"),
        GrantLife.read(members));
  }

  private static Map<String, Object> json(HttpReply reply) {
    if (reply.status() != 200 || !MediaType.is("application/json", reply)) {
      throw malformed("status " + reply.status() + " without JSON");
    }
    return JsonText.object(reply.body()).orElseThrow(() -> malformed("no single JSON object"));
  }

  private static boolean isDpop(String tokenType) {
    if (tokenType.equalsIgnoreCase("DPoP")) {
      return true;
    }
    if (tokenType.equalsIgnoreCase("Bearer")) {
      return false;
    }
    throw malformed("an unknown token_type");
  }

  private static Optional<Duration> expiresIn(Map<String, Object> members) {
    if (!members.containsKey("expires_in")) {
      return Optional.empty();
    }
    Object value = members.get("expires_in");
    boolean whole = value instanceof Integer || value instanceof Long;
    if (value instanceof BigInteger huge && huge.signum() > 0) {
      return Optional.of(LONGEST_LIFE);
    }
    if (!whole || ((Number) value).longValue() < 0) {
      throw malformed("expires_in is no whole number of seconds");
    }
    long seconds = Math.min(((Number) value).longValue(), LONGEST_LIFE.toSeconds());
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /** Keycloak writes an empty text where it grants no scope: it is none, not what was asked for. */
  private static Optional<Set<String>> scopes(Map<String, Object> members) {
    return "".equals(members.get("scope"))
        ? Optional.of(Set.of())
        : text(members, "scope").map(scope -> Set.copyOf(List.of(scope.strip().split(" +"))));
  }

  private static Optional<AuthorizationDetails> details(Map<String, Object> members) {
    try {
      return Optional.ofNullable(members.get("authorization_details"))
          .map(AuthorizationDetails::granted);
    } catch (IllegalArgumentException e) {
      throw malformed("authorization_details: " + e.getMessage());
    }
  }

  private static Optional<SecretText> secret(
      Map<String, Object> members, String name, Pattern alphabet) {
    Optional<String> text = text(members, name);
    if (text.isPresent()
        && (text.get().length() > LONGEST || !alphabet.matcher(text.get()).matches())) {
      throw malformed(name + " has a forbidden character or is over " + LONGEST + " octets");
    }
    return text.map(SecretText::of);
  }

  private static Optional<String> text(Map<String, Object> members, String name) {
    Object value = members.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw malformed(name + " is no text");
  }

  private static ProviderRefusal malformed(String what) {
    return ProviderRefusal.of(ErrorCode.PROVIDER_ANSWER_INVALID, "token answer: " + what);
  }

  /** What was granted: these scopes where the answer names none (RFC 6749 §5.1, §6). */
  Set<String> granted(Collection<String> otherwise) {
    return scopes.orElse(Set.copyOf(otherwise));
  }

  /** The access token, with these scopes where the answer names none. */
  AccessToken access(Instant now, Collection<String> otherwise) {
    return new AccessToken(
        accessToken, now, expiresIn.map(now::plus), granted(otherwise), dpop, details);
  }

  /** Until when a renewal can follow on this one, if the answer tells. */
  Optional<Instant> end(Instant now) {
    return grantLife.map(now::plus);
  }

  /** The same for a login: without a refresh token it is over with its access token. */
  Optional<Instant> endOfLogin(Instant now) {
    return refreshToken.isPresent()
        ? end(now)
        : expiresIn.filter(life -> !life.isZero()).map(now::plus);
  }
}
