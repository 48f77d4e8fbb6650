package dev.holdfast.provider;

import dev.holdfast.config.OidcConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the claims of a logout token must say (OpenID Connect Back-Channel Logout §2.4, §2.6). */
final class LogoutTokenClaims {
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration AHEAD = Duration.ofSeconds(60);
  private static final int LONGEST_TEXT = 255;

  private final OidcConfig config;
  private final InstantSource time;

  LogoutTokenClaims(OidcConfig config, InstantSource time) {
    this.config = config;
    this.time = time;
  }

  LogoutToken check(Claims claims) {
    require(claims.text("iss").orElse("").equals(config.issuer().toString()), "iss");
    require(claims.texts("aud").equals(List.of(config.clientId())), "aud is not this client alone");
    require(!claims.members().containsKey("nonce"), "nonce is forbidden in it");
    boolean event =
        claims.members().get("events") instanceof Map<?, ?> events
            && events.get(EVENT) instanceof Map<?, ?>;
    require(event, "events does not name a logout");
    Optional<String> sid = name(claims, "sid");
    Optional<String> subject = name(claims, "sub");
    require(sid.isPresent() || subject.isPresent(), "neither sid nor sub");
    String id = name(claims, "jti").orElse("");
    require(!id.isEmpty(), "jti");
    return timely(new LogoutToken(id, sid, subject, date(claims, "iat"), date(claims, "exp")));
  }

  private LogoutToken timely(LogoutToken token) {
    Instant now = time.instant();
    Duration leeway = config.times().clockLeeway();
    require(token.expiresAt().plus(leeway).isAfter(now), "exp is past");
    require(!token.issuedAt().isAfter(now.plus(AHEAD)), "iat is ahead");
    Duration life = Duration.between(token.issuedAt(), token.expiresAt());
    require(life.compareTo(LONGEST) <= 0 && !life.isNegative(), "it is good for over ten minutes");
    return token;
  }

  private static Optional<String> name(Claims claims, String claim) {
    Optional<String> text = claims.text(claim);
    boolean sound =
        text.isPresent()
            ? !text.get().isBlank() && text.get().length() <= LONGEST_TEXT
            : !claims.members().containsKey(claim);
    require(sound, claim);
    return text;
  }

  private static Instant date(Claims claims, String name) {
    long seconds = claims.number(name).orElse(-1L);
    require(seconds >= 0 && seconds < 100_000_000_000L, name + " is no date");
    return Instant.ofEpochSecond(seconds);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw AnswerKind.LOGOUT_TOKEN.invalid(rule);
    }
  }
}
