package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.Claims;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.ServletException;
import java.io.IOException;
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
  private final HandlerParts parts;

  SessionHandler(List<String> claims, HandlerParts parts) {
    this.claims = claims;
    this.parts = parts;
  }

  void handle(Visit visit) throws IOException, ServletException {
    if (!visit.isMethod("GET")) {
      parts.errors().refuseMethod(visit, "GET");
      return;
    }
    try {
      Optional<Session> session =
          parts.sessions().resume(visit).current().map(open -> open.session());
      Json.send(visit, session.map(this::told).orElse(new Claims(Map.of("authenticated", false))));
    } catch (SessionStoreException e) {
      parts.errors().sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
    }
  }

  private Claims told(Session session) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("authenticated", true);
    Map<String, Object> all = session.claims().members();
    claims.stream().filter(all::containsKey).forEach(name -> members.put(name, all.get(name)));
    members.put("authenticatedAt", session.authenticatedAt().toString());
    members.put("expiresAt", session.expiresAt().toString());
    return new Claims(members);
  }
}
