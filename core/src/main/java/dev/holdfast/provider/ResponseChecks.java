package dev.holdfast.provider;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks signed answers to authorization requests (JARM §2.4), with the keys and algorithms of ID
 * tokens. Each rule throws a {@link ProviderRefusal} that names itself.
 */
final class ResponseChecks {
  /** JARM §2.1 recommends ten minutes at most. */
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private static final Pattern CODE = Pattern.compile("[\\x21-\\x7E]{1,4096}");

  private final OidcConfig config;
  private final Metadata metadata;
  private final InstantSource time;

  ResponseChecks(OidcConfig config, Metadata metadata, InstantSource time) {
    this.config = config;
    this.metadata = metadata;
    this.time = time;
  }

  VerifiedResponse verified(SignedResponse response) {
    CompactIdToken token = response.token();
    require(config.idTokenAlgorithms().contains(token.algorithm().getName()), "alg");
    metadata.idTokens().keys().verify(token.jwt(), AnswerKind.SIGNED_ANSWER);
    Claims claims = token.claims();
    if (!claims.text("iss").orElse("").equals(config.issuer().toString())) {
      throw ProviderRefusal.of(ErrorCode.ISSUER_MISMATCH, "signed answer: iss");
    }
    require(claims.texts("aud").equals(List.of(config.clientId())), "aud is not this client");
    expiry(claims);
    return content(claims);
  }

  private void expiry(Claims claims) {
    Instant now = time.instant();
    Duration leeway = config.times().clockLeeway();
    long exp = claims.number("exp").orElse(-1L);
    require(exp >= 0 && exp < 100_000_000_000L, "exp is no date");
    Instant end = Instant.ofEpochSecond(exp);
    require(end.plus(leeway).isAfter(now), "exp is past");
    require(!end.isAfter(now.plus(LONGEST_LIFE).plus(leeway)), "exp is far ahead");
  }

  private static VerifiedResponse content(Claims claims) {
    Optional<String> code = claims.text("code");
    Optional<String> error = claims.text("error").filter(text -> !text.isBlank());
    require(code.isPresent() != error.isPresent(), "neither code nor error, or both");
    require(code.map(text -> CODE.matcher(text).matches()).orElse(true), "code");
    return new VerifiedResponse(code.map(SecretText::of), error);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw ProviderRefusal.of(ErrorCode.RESPONSE_INVALID, "signed answer: " + rule);
    }
  }
}
