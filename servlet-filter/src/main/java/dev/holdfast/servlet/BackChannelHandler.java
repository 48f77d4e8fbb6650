package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.logout.RemoteLogouts;
import dev.holdfast.provider.Claims;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.transport.FormParameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the provider says that sessions are over (OpenID Connect Back-Channel Logout §2.5). No
 * browser is behind it: cookies are neither read nor set. Whatever goes wrong is 400 (§2.8).
 */
final class BackChannelHandler {
  private final RemoteLogouts logouts;
  private final StoreWatch stores;
  private final Announcements announcements;

  BackChannelHandler(Oidc oidc, StoreWatch stores) {
    this.logouts = oidc.remoteLogouts();
    this.stores = stores;
    this.announcements = new Announcements(oidc.listeners());
  }

  void handle(Visit visit) throws IOException {
    visit.keepPrivate();
    if (!visit.isMethod("POST")) {
      visit.response().setHeader("Allow", "POST");
      refuse(visit, HttpServletResponse.SC_METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED);
      return;
    }
    Optional<ErrorCode> refusal = refusal(visit);
    if (refusal.isPresent()) {
      refuse(visit, HttpServletResponse.SC_BAD_REQUEST, refusal.get());
    }
  }

  private Optional<ErrorCode> refusal(Visit visit) throws IOException {
    Optional<String> token =
        FormBody.read(visit.request())
            .flatMap(FormParameters::parse)
            .flatMap(form -> Optional.ofNullable(form.get("logout_token")));
    if (token.filter(text -> !text.isBlank()).isEmpty()) {
      return Optional.of(ErrorCode.LOGOUT_TOKEN_INVALID);
    }
    try {
      return stores.writing(
          () -> logouts.backChannel(SecretText.of(token.get())), Optional::isEmpty);
    } catch (SessionStoreException e) {
      return Optional.of(ErrorCode.STORE_UNAVAILABLE);
    }
  }

  private void refuse(Visit visit, int status, ErrorCode code) throws IOException {
    announcements.logoutRefused(status, code);
    visit.response().setStatus(status);
    Json.send(
        visit, new Claims(Map.of("error", "invalid_request", "error_description", code.code())));
  }
}
