package dev.holdfast.testkit;

import java.util.Optional;

/** All tokens that descend from one grant; they die together. Guarded by {@link IssuedGrants}. */
final class Family {

  private final Login login;
  private final Optional<String> key;
  private final Tree tree;

  /** What those of all keys have in common. */
  private static final class Tree {
    private volatile boolean alive = true;
    private String refreshToken = "";
    private String before = "";
  }

  Family(Login login, Optional<String> key) {
    this(login, key, new Tree());
  }

  private Family(Login login, Optional<String> key, Tree tree) {
    this.login = login;
    this.key = key;
    this.tree = tree;
  }

  /** The same grant, for tokens that are bound to this key. */
  Family boundTo(Optional<String> another) {
    return another.equals(key) ? this : new Family(login, another, tree);
  }

  Login login() {
    return login;
  }

  /** The thumbprint the tokens are bound to; empty for bearer tokens. */
  Optional<String> key() {
    return key;
  }

  boolean alive() {
    return tree.alive;
  }

  void end() {
    tree.alive = false;
  }

  String refreshToken() {
    return tree.refreshToken;
  }

  /** Whether this is the one before the newest, which nobody has used yet. */
  boolean isForgiven(String token) {
    return !token.isEmpty() && tree.before.equals(token);
  }

  /** The newest has arrived at its client: the one before is over. */
  void used(String token) {
    if (tree.refreshToken.equals(token)) {
      tree.before = "";
    }
  }

  void refreshToken(String next) {
    if (tree.before.isEmpty()) {
      tree.before = tree.refreshToken;
    }
    tree.refreshToken = next;
  }
}
