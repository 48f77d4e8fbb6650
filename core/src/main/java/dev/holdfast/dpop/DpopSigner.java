package dev.holdfast.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.time.InstantSource;
import java.util.Date;

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
    try {
      return SecretText.of(
          key.proofs()
              .createDPoPJWT(
                  new JWTID(random.text(JTI_BYTES)),
                  request.method(),
                  target,
                  Date.from(time.instant()),
                  request.accessToken().map(DpopSigner::token).orElse(null),
                  nonces
                      .nonce(request.registration(), Origin.of(target))
                      .map(Nonce::new)
                      .orElse(null))
              .serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("a DPoP key that does not sign", e);
    }
  }

  private static DPoPAccessToken token(SecretText token) {
    return new DPoPAccessToken(token.reveal());
  }
}
