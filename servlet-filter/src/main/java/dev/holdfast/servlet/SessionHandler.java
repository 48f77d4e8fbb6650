package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.Claims;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the application's scripts who is logged in. Does not count as use of the session, so that a
 * page may ask as often as it likes.
 */
final class SessionHandler {
  private final List<String> claims;
  private final InstantSource time;
  private final HandlerParts parts;

  SessionHandler(List<String> claims, InstantSource time, HandlerParts parts) {
    this.claims = claims;
    this.time = time;
    this.parts = parts;
  }

  void handle(Visit visit) throws IOException, ServletException {
    if (!visit.isMethod("GET") && !visit.isMethod("HEAD")) {
      parts.errors().refuseMethod(visit, "GET, HEAD");
      return;
    }
    try {
      Optional<OpenSession> open = parts.sessions().resume(visit).current();
      Json.send(visit, open.map(this::told).orElse(new Claims(Map.of("authenticated", false))));
    } catch (SessionStoreException e) {
      parts.errors().sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
    }
  }

  private Claims told(OpenSession open) {
    Session session = open.session();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("authenticated", true);
    Map<String, Object> all = session.claims().members();
    claims.stream().filter(all::containsKey).forEach(name -> members.put(name, all.get(name)));
    members.put("authenticatedAt", session.authenticatedAt().toString());
    members.put("expiresAt", session.expiresAt().toString());
    members.put("idleTimeoutIn", secondsUntil(open.idleUntil()));
    members.put("absoluteTimeoutIn", secondsUntil(session.expiresAt()));
    members.put("csrfToken", parts.csrfTokens().of(open));
    return new Claims(members);
  }

  /** Whole ones: a page that goes by them is early rather than late. */
  private long secondsUntil(Instant end) {
    return Math.max(0, Duration.between(time.instant(), end).toSeconds());
  }
}
