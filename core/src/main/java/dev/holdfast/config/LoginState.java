package dev.holdfast.config;

/** Where a login under way is kept. */
public enum LoginState {
  /** In the {@code state} parameter, encrypted: a login writes nothing on the server. */
  SEALED,
  /** In the session store, under a short handle: for large keys and providers that limit state. */
  STORED
}
