package dev.holdfast.dpop;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.time.InstantSource;

/**
 * Makes the value of the {@code DPoP} header: a new one for every request, repeated requests
 * included. Thread-safe; does not block.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449 §4.2</a>
 */
public final class DpopSigner {
  private static final int JTI_BYTES = 16;

  private final NonceMemory nonces;
  private final RandomBytes random;
  private final InstantSource time;

  public DpopSigner(NonceMemory nonces, RandomBytes random, InstantSource time) {
    this.nonces = nonces;
    this.random = random;
    this.time = time;
  }

  /**
   * A proof for one request, to be sent at once. Carries the nonce that the target's server gave
   * last.
   *
   * @throws IllegalArgumentException if the target is none for a proof: see {@link
   *     TargetUri#normalize}
   */
  public SecretText proof(DpopKey key, ProofRequest request) {
    URI target = TargetUri.normalize(request.target());
    ProofClaims claims =
        new ProofClaims(random.text(JTI_BYTES), request.method(), target, time.instant())
            .presenting(request.accessToken())
            .with(nonces.nonce(request.registration(), Origin.of(target)));
    return SecretText.of(key.proofs().sign(claims.toJson()));
  }
}
