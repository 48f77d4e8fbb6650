package dev.holdfast.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the application answers, always on localhost.
 *
 * @param httpPort 0 for a free one, or {@link #NOT_AT_ALL}; beside https it only redirects there
 * @param tls null to speak plain http
 */
record Listening(int httpPort, @Nullable Tls tls) {
  static final int NOT_AT_ALL = -1;

  /** Speaks https with the key of this store. */
  record Tls(int port, Path keystore, Path passwordFile) {}

  /** Plain http. */
  static Listening http(int port) {
    return new Listening(port, null);
  }

  /** The same at another port, without a redirect from plain http. */
  Listening at(int port) {
    return tls == null
        ? http(port)
        : new Listening(NOT_AT_ALL, new Tls(port, tls.keystore(), tls.passwordFile()));
  }
}
