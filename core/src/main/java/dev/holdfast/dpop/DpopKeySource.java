package dev.holdfast.dpop;

import dev.holdfast.config.DpopAlgorithm;

/**
 * Where the key of a new login, or of a new token of a client's own, comes from. Thread-safe; asked
 * on the thread of a request.
 */
@FunctionalInterface
public interface DpopKeySource extends AutoCloseable {

  /** RSA pairs kept ready: enough for a burst of logins while others are being made. */
  int RSA_KEYS_READY = 8;

  /**
   * The key of one login and of the session that follows from it.
   *
   * @throws IllegalStateException if there is none in time
   */
  DpopKey key(KeyRequest request);

  /** Nothing to release, unless a source says otherwise. */
  @Override
  default void close() {}

  /**
   * A fresh key for each login. RSA keys are made ahead by one background thread, until the source
   * is closed; a login that comes while none is ready waits for at most ten seconds.
   */
  static DpopKeySource perSession(DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256, ES384, EDDSA -> request -> DpopKey.generate(algorithm);
      case RS256, PS256 -> RsaKeyPool.start(() -> DpopKey.generate(algorithm), RSA_KEYS_READY);
    };
  }

  /** A fresh key for each token of a client's own, made when it is needed. */
  static DpopKeySource perToken(DpopAlgorithm algorithm) {
    return request -> DpopKey.generate(algorithm);
  }

  /** The same key for every login: for providers that know keys by registration. */
  static DpopKeySource configured(DpopKey key) {
    return request -> key;
  }
}
