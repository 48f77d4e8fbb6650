package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.session.OpenSession;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other sites' pages from acting in the name of a user. What it protects: no request that may
 * change something reaches the application under a session, unless the browser says that a page of
 * this origin sent it, and the page shows it too. What it does not: code of others inside a page of
 * the application, and requests without a session.
 *
 * <p>The body is left alone, except that a form is read the container's way, if a page of this
 * origin sent it and no header speaks for it.
 */
final class CsrfGuard {
  static final String HEADER = "X-CSRF-Token";
  static final String FIELD = "csrf_token";

  private static final String MARK = "X-Requested-By";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private final BrowserRules rules;
  private final CookieNames names;
  private final HandlerParts parts;

  CsrfGuard(BrowserRules rules, CookieNames names, HandlerParts parts) {
    this.rules = rules;
    this.names = names;
    this.parts = parts;
  }

  /** Why a request may not pass; empty if it may. */
  Optional<ErrorCode> objection(Visit visit, Optional<OpenSession> user) {
    if (!rules.csrfProtection() || isHarmless(visit.request())) {
      return Optional.empty();
    }
    if (user.isEmpty() && !hasSessionElsewhere(visit)) {
      return Optional.empty();
    }
    if (!visit.intent().isSaidToBeFrom(parts.address().origin().toString())) {
      return Optional.of(ErrorCode.CROSS_SITE_REFUSED);
    }
    return user.isEmpty() || isShown(visit, user.get())
        ? Optional.empty()
        : Optional.of(ErrorCode.CSRF_TOKEN_INVALID);
  }

  private boolean isHarmless(HttpServletRequest request) {
    return SAFE.contains(request.getMethod())
        || (!RawPath.isLoose(request.getRequestURI())
            && rules.csrfExempt().stream()
                .anyMatch(pattern -> pattern.matches(Routes.path(request))));
  }

  /** At another provider, where the application may ask for it. */
  private boolean hasSessionElsewhere(Visit visit) {
    return names.siblings().stream().anyMatch(name -> visit.cookies().value(name).isPresent());
  }

  private boolean isShown(Visit visit, OpenSession user) {
    HttpServletRequest request = visit.request();
    List<String> marks = Collections.list(request.getHeaders(MARK));
    if (marks.size() == 1 && !marks.get(0).isBlank()) {
      return true;
    }
    List<String> tokens = Collections.list(request.getHeaders(HEADER));
    List<String> shown = tokens.isEmpty() ? inForm(visit) : tokens;
    return shown.size() == 1 && parts.csrfTokens().isOf(user, shown.get(0));
  }

  private static List<String> inForm(Visit visit) {
    HttpServletRequest request = visit.request();
    if (!FormBody.isForm(request.getContentType()) || visit.queryParameter(FIELD).isPresent()) {
      return List.of();
    }
    if (request.getCharacterEncoding() == null) {
      encode(request); // nothing behind this filter can any more, once parameters are read
    }
    String[] values = request.getParameterValues(FIELD);
    return values == null ? List.of() : List.of(values);
  }

  /** As browsers write the forms of today's pages. */
  private static void encode(HttpServletRequest request) {
    try {
      request.setCharacterEncoding(StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java platform has UTF-8", e);
    }
  }
}
