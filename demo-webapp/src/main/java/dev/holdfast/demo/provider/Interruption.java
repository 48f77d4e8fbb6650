package dev.holdfast.demo.provider;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * The authorization request that a sign-in interrupts. Spring remembers one for a browser; here
 * each form remembers its own, so that many tabs may wait at once.
 */
final class Interruption implements AuthenticationSuccessHandler, AccessDeniedHandler {
  static final String FIELD = "interrupted";

  private final AuthenticationSuccessHandler otherwise =
      new SavedRequestAwareAuthenticationSuccessHandler();
  private final AccessDeniedHandler refusal = new AccessDeniedHandlerImpl();

  /**
   * What the field of a form says about a request that was interrupted just now; in letters that
   * need no escaping in HTML.
   */
  static String of(SavedRequest interrupted) {
    URI address = URI.create(interrupted.getRedirectUrl());
    String text = address.getRawPath() + "?" + address.getRawQuery();
    return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
      throws IOException, ServletException {
    Optional<String> interrupted = rememberedBy(request);
    if (interrupted.isPresent()) {
      response.sendRedirect(interrupted.get());
    } else {
      otherwise.onAuthenticationSuccess(request, response, signedIn);
    }
  }

  /**
   * A form from before another tab signed in has an old CSRF token. Nobody is signed in by it, but
   * its request goes on, and may find that somebody is.
   */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, ServletException {
    Optional<String> interrupted = rememberedBy(request);
    if (interrupted.isPresent()) {
      response.sendRedirect(interrupted.get());
    } else {
      refusal.handle(request, response, denied);
    }
  }

  /** Only ever an authorization request of this provider. */
  private static Optional<String> rememberedBy(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter(FIELD))
        .flatMap(Interruption::decoded)
        .filter(address -> address.startsWith(Endpoints.AUTHORIZE + "?"));
  }

  private static Optional<String> decoded(String field) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(field), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no field of ours
    }
  }
}
