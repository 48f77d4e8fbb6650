package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.JWK;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.JcaProviderName;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who signs proofs: the Java platform, or another JCA provider for those algorithms that it was
 * seen to sign. Immutable and thread-safe. Registers nothing with the platform.
 */
public final class ProofSignatures {
  private final String by;
  private final Map<DpopAlgorithm, JcaSigner> signers;
  private final PlatformSigner others;
  private final List<String> failures;

  private ProofSignatures(
      String by,
      Map<DpopAlgorithm, JcaSigner> signers,
      PlatformSigner others,
      List<String> failures) {
    this.by = by;
    this.signers = Map.copyOf(signers);
    this.others = others;
    this.failures = List.copyOf(failures);
  }

  /**
   * Looks for the provider and tries it: one signature for each algorithm, verified by the JDK. May
   * load a native library, which takes some hundred milliseconds the first time.
   *
   * @param inUse the algorithms to sign; a provider that cannot sign the first is none, the others
   *     are the platform's where it lacks them. None: it is only looked for
   * @param samples makes the keys to try it with
   * @throws IllegalArgumentException if a provider is demanded by its name and is not there or does
   *     not sign; the message says which
   */
  public static ProofSignatures choose(
      JcaProviderName provider,
      List<DpopAlgorithm> inUse,
      Function<DpopAlgorithm, DpopKey> samples) {
    if (provider.equals(JcaProviderName.JDK)) {
      return new ProofSignatures("the JDK", Map.of(), PlatformSigner.jdkOnly(), List.of());
    }
    SignerSearch search = new SignerSearch(inUse, samples);
    return provider.equals(JcaProviderName.AUTO) ? search.fastest() : search.named(provider.text());
  }

  /** By whichever provider the platform puts first. */
  public static ProofSignatures platform() {
    return platform(List.of());
  }

  static ProofSignatures platform(List<String> failures) {
    return new ProofSignatures(
        "the Java platform", Map.of(), PlatformSigner.asRegistered(), failures);
  }

  static ProofSignatures by(
      String provider, Map<DpopAlgorithm, JcaSigner> signers, List<String> failures) {
    return new ProofSignatures(provider, signers, PlatformSigner.asRegistered(), failures);
  }

  /** Tells the log, in one line, who signs and what does not work. */
  public void announce() {
    Events events = new Events();
    if (failures.isEmpty()) {
      events.signedBy(by);
    } else {
      events.signedBy(by, String.join("; ", failures));
    }
  }

  /** Signs with this key. Turns it into the signer's own form, which pays with one signature. */
  KeySignature with(JWK key, DpopAlgorithm algorithm) throws GeneralSecurityException {
    JcaSigner signer = signers.get(algorithm);
    return signer != null ? signer.with(key) : others.with(key, algorithm);
  }
}
