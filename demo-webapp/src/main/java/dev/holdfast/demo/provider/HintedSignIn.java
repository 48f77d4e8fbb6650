package dev.holdfast.demo.provider;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Demo addition, for tests: signs in whom {@code login_hint} names, without the form. */
final class HintedSignIn extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient AuthorizationLedger ledger;
  private final transient HttpSessionSecurityContextRepository sessions =
      new HttpSessionSecurityContextRepository();

  HintedSignIn(AuthorizationLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().equals(Endpoints.AUTHORIZE)
        && SecurityContextHolder.getContext().getAuthentication() == null) {
      hint(request, ledger)
          .flatMap(DemoUser::named)
          .ifPresent(user -> signIn(user, request, response));
    }
    chain.doFilter(request, response);
  }

  /** The hint of a plain or of a pushed authorization request. */
  static Optional<String> hint(HttpServletRequest request, AuthorizationLedger ledger) {
    return Optional.ofNullable(request.getParameter("login_hint"))
        .or(
            () ->
                Optional.ofNullable(request.getParameter("request_uri"))
                    .flatMap(uri -> ledger.pushedParameter(uri, "login_hint")));
  }

  private void signIn(DemoUser user, HttpServletRequest request, HttpServletResponse response) {
    Authentication signedIn =
        UsernamePasswordAuthenticationToken.authenticated(
            DemoLogin.of(user),
            null,
            List.of(
                FactorGrantedAuthority.fromAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)));
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(signedIn);
    SecurityContextHolder.setContext(context);
    sessions.saveContext(context, request, response);
  }
}
