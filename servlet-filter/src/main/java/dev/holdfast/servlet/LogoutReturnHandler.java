package dev.holdfast.servlet;

import jakarta.servlet.ServletException;
import java.io.IOException;

/**
 * Where the provider sends browsers after a logout. Whoever comes here, for whatever reason, is led
 * to the same page, and no session is looked at.
 */
final class LogoutReturnHandler {
  private final String afterLogout;
  private final HandlerParts parts;

  LogoutReturnHandler(String afterLogout, HandlerParts parts) {
    this.afterLogout = afterLogout;
    this.parts = parts;
  }

  void handle(Visit visit) throws IOException, ServletException {
    if (!visit.isMethod("GET")) {
      parts.errors().refuseMethod(visit, "GET");
    } else {
      parts.logoutReturns().end(visit);
      visit.redirect(parts.address().of(afterLogout));
    }
  }
}
