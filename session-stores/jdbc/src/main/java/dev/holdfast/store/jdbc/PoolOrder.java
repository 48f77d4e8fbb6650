package dev.holdfast.store.jdbc;

import dev.holdfast.secret.SecretText;
import java.time.Duration;
import java.util.Optional;

/**
 * What kind of pool the settings ask for.
 *
 * @param url where, as its driver understands it
 * @param patience how long to wait for a connection
 */
record PoolOrder(
    String url, Optional<String> user, Optional<SecretText> password, int size, Duration patience) {

  /** Without the address: some drivers take passwords in it. */
  @Override
  public String toString() {
    return "PoolOrder[size=" + size + "]";
  }
}
