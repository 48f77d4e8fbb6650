package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.time.Instant;
import java.util.Optional;

/**
 * An ID token whose signature, issuer, audience, nonce and times were checked (OpenID Connect Core
 * §3.1.3.7). Only this package makes one: to hold it is the proof.
 */
public final class VerifiedIdToken {
  private final SecretText text;
  private final Claims claims;
  private final String subject;

  VerifiedIdToken(SecretText text, Claims claims, String subject) {
    this.text = text;
    this.claims = claims.withoutSources();
    this.subject = subject;
  }

  /** The token as received. */
  public SecretText text() {
    return text;
  }

  /** What it says of the user; not which other providers to ask (OpenID Connect Core §5.6.2). */
  public Claims claims() {
    return claims;
  }

  /** {@code sub}: the user at this issuer, case-sensitive. */
  public String subject() {
    return subject;
  }

  /** {@code auth_time}: when the user last proved who they are, if the provider said so. */
  public Optional<Instant> authenticatedAt() {
    return claims.number("auth_time").map(Instant::ofEpochSecond);
  }

  @Override
  public String toString() {
    return "VerifiedIdToken[" + claims + "]";
  }
}
