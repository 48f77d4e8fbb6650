package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.logout.RemoteLogouts;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.transport.Origin;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * A frame in the provider's own page, by which it ends a session (OpenID Connect Front-Channel
 * Logout §2). Browsers send no cookie into it, so that the provider must name the session. The
 * answer is the same whatever was ended.
 */
final class FrontChannelHandler {
  private final RemoteLogouts logouts;
  private final StoreWatch stores;
  private final Announcements announcements;
  private final String issuer;
  private final String policy;

  FrontChannelHandler(Oidc oidc, StoreWatch stores) {
    this.logouts = oidc.remoteLogouts();
    this.stores = stores;
    this.announcements = new Announcements(oidc.listeners());
    this.issuer = oidc.config().issuer().toString();
    this.policy = "default-src 'none'; frame-ancestors " + Origin.of(oidc.config().issuer());
  }

  void handle(Visit visit) throws IOException {
    visit.keepPrivate();
    HttpServletResponse response = visit.response();
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("text/plain");
    if (!visit.isMethod("GET")) {
      response.setHeader("Allow", "GET");
      refuse(visit, HttpServletResponse.SC_METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED);
    } else if (isFailed(visit)) {
      refuse(visit, HttpServletResponse.SC_SERVICE_UNAVAILABLE, ErrorCode.STORE_UNAVAILABLE);
    } else {
      response.getOutputStream().print("ok");
    }
  }

  private void refuse(Visit visit, int status, ErrorCode code) {
    announcements.logoutRefused(status, code);
    visit.response().setStatus(status);
  }

  private boolean isFailed(Visit visit) {
    Optional<String> sid = visit.queryParameter("sid").filter(text -> !text.isBlank());
    if (sid.isEmpty() || visit.queryParameter("iss").filter(issuer::equals).isEmpty()) {
      return false; // nobody said which session
    }
    try {
      stores.writing(() -> logouts.frontChannel(sid.get()));
      return false;
    } catch (SessionStoreException e) {
      return true;
    }
  }
}
