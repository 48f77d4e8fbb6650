package dev.holdfast.servlet;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.JwkThumbprint;
import dev.holdfast.provider.Claims;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * What a page may tell users about their session. Holds no secret.
 *
 * @param id names the session over its whole life, in logs and in {@link OidcSessions}
 * @param subject the user at the provider
 * @param claims of the ID token and, beneath them, of userinfo
 * @param authenticatedAt when they last proved who they are
 * @param startedAt when the session began here
 * @param expiresAt when it ends, however much it is used; with {@code session-follows-provider} a
 *     renewal of tokens may move it
 * @param key names the session's DPoP key; empty if DPoP is off
 */
public record SessionInfo(
    String id,
    String subject,
    Claims claims,
    Instant authenticatedAt,
    Instant startedAt,
    Instant expiresAt,
    Optional<JwkThumbprint> key) {

  static SessionInfo of(OpenSession open) {
    Session session = open.session();
    return new SessionInfo(
        open.id(),
        session.subject(),
        session.claims(),
        session.authenticatedAt(),
        session.startedAt(),
        session.expiresAt(),
        session.key().map(DpopKey::thumbprint));
  }
}
