package dev.holdfast.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pac4j.oidc.credentials.OidcCredentials;

/**
 * One code on its way through pac4j's client, and what it was redeemed for. pac4j's own fields stay
 * empty, since pac4j logs them.
 */
final class LoginCredentials extends OidcCredentials {
  private static final long serialVersionUID = 1L;

  private final transient CodeGrant grant;
  private transient @Nullable TokenAnswer answer;
  private transient @Nullable LoginGrant login;

  LoginCredentials(CodeGrant grant) {
    this.grant = grant;
  }

  CodeGrant grant() {
    return grant;
  }

  void redeemed(TokenAnswer tokens) {
    this.answer = tokens;
  }

  TokenAnswer answer() {
    return required(answer);
  }

  void verified(LoginGrant whole) {
    this.login = whole;
  }

  LoginGrant login() {
    return required(login);
  }

  /** The token answer so far; empty before the code was redeemed. */
  Optional<TokenAnswer> redeemedFor() {
    return Optional.ofNullable(answer);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("asked for before it was there");
    }
    return value;
  }

  @Override
  public String toString() {
    return "LoginCredentials";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
