package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.Claims;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStoreException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a session ends: here first, for good; then the browser is sent to the provider. */
final class LogoutHandler {
  private final Oidc oidc;
  private final FilterSettings settings;
  private final HandlerParts parts;

  LogoutHandler(Oidc oidc, FilterSettings settings, HandlerParts parts) {
    this.oidc = oidc;
    this.settings = settings;
    this.parts = parts;
  }

  void handle(Visit visit) throws IOException, ServletException {
    if (!visit.isMethod("POST")) {
      parts.errors().refuseMethod(visit, "POST");
    } else if (!visit.intent().isFrom(parts.address().origin().toString())) {
      parts.errors().send(visit, HttpServletResponse.SC_FORBIDDEN, ErrorCode.CROSS_SITE_REFUSED);
    } else {
      try {
        leave(visit, ended(visit));
      } catch (SessionStoreException e) {
        parts.errors().sendLater(visit, ErrorCode.STORE_UNAVAILABLE, Optional.empty());
      }
    }
  }

  private Optional<OpenSession> ended(Visit visit) {
    Optional<OpenSession> session = parts.sessions().find(visit);
    session.ifPresent(open -> parts.stores().writing(() -> oidc.logout().end(open)));
    return session;
  }

  private void leave(Visit visit, Optional<OpenSession> ended) throws IOException {
    parts.sessions().take(visit);
    parts.loops().calm(visit);
    ContainerSession.of(visit.request()).ifPresent(ContainerSession::end);
    clearSiteData(visit);
    Optional<String> state = parts.logoutReturns().state();
    Optional<URI> provider = ended.flatMap(open -> oidc.logout().atProvider(open, state));
    if (provider.isPresent()) {
      state.ifPresent(sent -> parts.logoutReturns().begin(visit, sent));
    }
    String next = provider.map(URI::toString).orElse(parts.address().of(settings.afterLogout()));
    if (visit.intent().isNavigation()) {
      visit.redirect(next);
    } else {
      Json.send(visit, new Claims(Map.of("location", next)));
    }
  }

  /** What others on this host keep goes too; their cookies, and so their sessions, stay. */
  private void clearSiteData(Visit visit) {
    String kinds =
        settings.browser().clearSiteData().stream()
            .map("\"%s\""::formatted)
            .collect(Collectors.joining(", "));
    if (!kinds.isEmpty()) {
      visit.response().setHeader("Clear-Site-Data", kinds);
    }
  }
}
