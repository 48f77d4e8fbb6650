package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.ReturnPath;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Turns plain http away where that is wanted: a page that was asked for is shown by https, anything
 * else is refused, because its cookies and its body have travelled in the open already.
 */
final class HttpsRule {
  private final boolean required;
  private final PublicAddress address;
  private final ErrorPages errors;

  HttpsRule(boolean required, PublicAddress address, ErrorPages errors) {
    this.required = required;
    this.address = address;
    this.errors = errors;
  }

  /** Whether a visit ends here. */
  boolean turnsAway(Visit visit) throws IOException, ServletException {
    if (!required || visit.request().isSecure()) {
      return false;
    }
    Optional<ReturnPath> path = address.returnPath(visit.request());
    if (visit.isMethod("GET") && visit.intent().isNavigation() && path.isPresent()) {
      visit.redirect(address.of(path.get()));
    } else {
      errors.send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.HTTPS_REQUIRED);
    }
    return true;
  }
}
