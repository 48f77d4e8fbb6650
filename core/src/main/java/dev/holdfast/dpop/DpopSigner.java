package dev.holdfast.dpop;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
  private final ServerClocks clocks;
  private final ProofSignatures signatures;

  /** Signs by the Java platform. */
  public DpopSigner(NonceMemory nonces, ServerClocks clocks, RandomBytes random) {
    this(nonces, clocks, random, ProofSignatures.platform());
  }

  public DpopSigner(
      NonceMemory nonces, ServerClocks clocks, RandomBytes random, ProofSignatures signatures) {
    this.nonces = nonces;
    this.random = random;
    this.clocks = clocks;
    this.signatures = signatures;
  }

  /**
   * A proof for one request, to be sent at once. Carries the nonce that the target's server gave
   * last, and is dated by its clock.
   *
   * @throws IllegalArgumentException if the target is none for a proof: see {@link
   *     TargetUri#normalize}
   */
  public SecretText proof(DpopKey key, ProofRequest request) {
    URI target = TargetUri.normalize(request.target());
    Origin server = Origin.of(target);
    ProofClaims claims =
        new ProofClaims(random.text(JTI_BYTES), request.method(), target, clocks.now(server))
            .presenting(request.accessToken())
            .with(nonces.nonce(request.registration(), server));
    return SecretText.of(key.proofs(signatures).sign(claims.toJson()));
  }

  /**
   * Takes the time out of a refusal of a proof; from now on proofs are dated by the server's clock.
   *
   * @param dates every {@code Date} of the refusal
   * @return how far ahead of ours the server's clock is, if proofs were dated otherwise so far
   */
  public Optional<Duration> learnClock(Origin server, List<String> dates) {
    return clocks.learn(server, dates);
  }
}
