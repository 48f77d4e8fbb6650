package dev.holdfast.outbound;

import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.event.Listeners;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the {@link SigningHttpClient}s of all users and clients share.
 *
 * @param listeners of the client registration, which has its own nonces; hear what APIs refuse
 * @param signer makes the proofs
 * @param nonces learns from every answer
 * @param origins where tokens may travel
 * @param delegate sends the requests; never closed here
 * @param executor runs what may wait for a token on behalf of asynchronous calls; may refuse
 * @param nanoTime a clock that only goes forward, in nanoseconds
 * @param pace how often operators are warned of the same thing
 * @param limits cut off what nobody wants to read
 */
public record OutboundSetup(
    Listeners listeners,
    DpopSigner signer,
    NonceMemory nonces,
    AllowedOrigins origins,
    HttpClient delegate,
    Executor executor,
    LongSupplier nanoTime,
    WarningPace pace,
    TimeLimits limits) {

  /**
   * Looks at the delegate.
   *
   * @throws IllegalArgumentException as {@link #requireHarmless}
   */
  public OutboundSetup {
    requireHarmless(delegate);
  }

  /** The name of the client registration. */
  String registration() {
    return listeners.registration();
  }

  /** The same for tokens that may travel elsewhere. */
  public OutboundSetup within(AllowedOrigins others) {
    return new OutboundSetup(
        listeners, signer, nonces, others, delegate, executor, nanoTime, pace, limits);
  }

  /** The same for tokens of one API: they travel nowhere else. */
  public OutboundSetup towards(URI resource) {
    return new OutboundSetup(
        listeners,
        signer,
        nonces,
        origins.of(resource),
        delegate,
        executor,
        nanoTime,
        pace,
        limits);
  }

  /**
   * Refuses a client that would carry one user's credentials to places or into calls they are not
   * for.
   *
   * @throws IllegalArgumentException if it follows redirects, keeps cookies or answers challenges
   */
  public static void requireHarmless(HttpClient delegate) {
    if (delegate.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException("the HTTP client for APIs must not follow redirects");
    }
    if (delegate.cookieHandler().isPresent() || delegate.authenticator().isPresent()) {
      throw new IllegalArgumentException(
          "the HTTP client for APIs must have neither a cookie handler nor an authenticator");
    }
  }
}
