package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.profile.UserProfile;

/** Turns a session into a user: name, roles, profile. And what a user can ask for: in and out. */
final class Identity {
  private final Oidc oidc;
  private final FilterSettings settings;
  private final CookieNames cookieNames;
  private final HandlerParts parts;
  private final LoginDemands demands;

  Identity(
      Oidc oidc,
      FilterSettings settings,
      CookieNames cookieNames,
      HandlerParts parts,
      LoginDemands demands) {
    this.oidc = oidc;
    this.settings = settings;
    this.cookieNames = cookieNames;
    this.parts = parts;
    this.demands = demands;
  }

  OidcPrincipal principal(Session session) {
    Optional<String> name =
        settings.principalClaim().flatMap(claim -> session.claims().text(claim));
    return new OidcPrincipal(name.orElse(session.subject()), session);
  }

  /** As Servlet §13.3 has it: nobody is in {@code *}, everybody in {@code **}. */
  boolean hasRole(Session session, @Nullable String role) {
    if (role == null || role.equals("*")) {
      return false;
    }
    List<String> roles =
        settings.rolesClaim().map(path -> session.claims().texts(path)).orElse(List.of());
    return role.equals("**") || roles.contains(role);
  }

  UserProfile profile(Session session) {
    return oidc.provider().profile(session.claims());
  }

  CookieNames cookieNames() {
    return cookieNames;
  }

  void challenge(Visit visit) throws IOException, ServletException {
    demands.logIn(visit);
  }

  CsrfTokens csrfTokens() {
    return parts.csrfTokens();
  }

  LoginDemands demands() {
    return demands;
  }

  void end(OpenSession session) {
    parts.stores().writing(() -> oidc.logout().end(session));
  }
}
