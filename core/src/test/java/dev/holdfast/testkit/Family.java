package dev.holdfast.testkit;

import java.util.Optional;

/** All tokens that descend from one grant; they die together. Guarded by {@link IssuedGrants}. */
final class Family {

  private final Login login;
  private final Optional<String> key;
  private volatile boolean alive = true;
  private String refreshToken = "";

  Family(Login login, Optional<String> key) {
    this.login = login;
    this.key = key;
  }

  Login login() {
    return login;
  }

  /** The thumbprint the tokens are bound to; empty for bearer tokens. */
  Optional<String> key() {
    return key;
  }

  boolean alive() {
    return alive;
  }

  void end() {
    alive = false;
  }

  String refreshToken() {
    return refreshToken;
  }

  void refreshToken(String next) {
    refreshToken = next;
  }
}
