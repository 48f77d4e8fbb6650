package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SignatureException;
import java.util.Base64;

/** One signature by a JCA provider, verified by the JDK, before the provider is believed. */
final class SelfTest {
  private static final byte[] INPUT =
      "eyJ0eXAiOiJkcG9wK2p3dCJ9.e30".getBytes(StandardCharsets.UTF_8);

  private SelfTest() {}

  /**
   * The signer for the algorithm of this key, which has signed with it once.
   *
   * @throws UnusableProviderException if the provider lacks the algorithm, fails, or signs wrongly
   */
  static JcaSigner passed(Provider provider, DpopKey sample) throws UnusableProviderException {
    try {
      JcaSigner signer = JcaSigner.of(provider, sample.algorithm());
      JWK key = sample.jwk();
      byte[] signature = Base64.getUrlDecoder().decode(signer.with(key).over(INPUT));
      if (!verifies(sample, signature)) {
        throw new SignatureException("the JDK finds its signature wrong");
      }
      return signer;
    } catch (GeneralSecurityException
        | RuntimeException
        | LinkageError e) { // all it may come up with
      throw new UnusableProviderException(
          provider.getName(), "cannot sign " + sample.algorithm().joseName(), e);
    }
  }

  private static boolean verifies(DpopKey sample, byte[] signature)
      throws GeneralSecurityException {
    Provider jdk = JdkProviders.forSignature(JcaSigner.names(sample.algorithm()).get(0));
    return JcaSigner.of(jdk, sample.algorithm()).verify(sample.jwk(), INPUT, signature);
  }
}
