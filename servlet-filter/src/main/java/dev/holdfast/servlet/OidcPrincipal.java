package dev.holdfast.servlet;

import dev.holdfast.provider.Claims;
import dev.holdfast.session.Session;
import java.security.Principal;

/**
 * The logged-in user. Named by {@code sub}, or by the claim that {@code principal-claim} names
 * where the user has it.
 */
public final class OidcPrincipal implements Principal {
  private final String name;
  private final Session session;

  OidcPrincipal(String name, Session session) {
    this.name = name;
    this.session = session;
  }

  @Override
  public String getName() {
    return name;
  }

  /** {@code sub}: unique and stable at the provider, unlike most other claims. */
  public String subject() {
    return session.subject();
  }

  /** The claims of the ID token and, beneath them, of userinfo. */
  public Claims claims() {
    return session.claims();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OidcPrincipal that
        && name.equals(that.name)
        && subject().equals(that.subject());
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Says nothing of the user. */
  @Override
  public String toString() {
    return "OidcPrincipal";
  }
}
