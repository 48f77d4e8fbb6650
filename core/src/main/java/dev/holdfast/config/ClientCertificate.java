package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificate that a client shows in TLS, with its private key (RFC 8705 §2). Immutable; the
 * key does not print.
 */
public final class ClientCertificate {
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private ClientCertificate(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /**
   * A key and the certificates for it.
   *
   * @param chain the client's own first, then who vouches for it, if anybody
   * @throws IllegalArgumentException if the two do not belong together
   */
  public static ClientCertificate of(PrivateKey key, List<X509Certificate> chain) {
    if (chain.isEmpty() || !belongTogether(key, chain.get(0).getPublicKey())) {
      throw new IllegalArgumentException("is not of the private key beside it");
    }
    return new ClientCertificate(key, chain);
  }

  /**
   * The one private key of a PKCS #12 file.
   *
   * @throws IllegalArgumentException if it cannot be read, or holds another number of keys
   */
  public static ClientCertificate ofStore(Path file, SecretText password) {
    return CertificateFiles.store(file, password);
  }

  /**
   * PEM texts.
   *
   * @param certificates the client's own first
   * @param key a private key in the form of PKCS #8, not encrypted
   * @throws IllegalArgumentException if one cannot be read, or they do not belong together
   */
  public static ClientCertificate ofPem(String certificates, SecretText key) {
    return CertificateFiles.pem(certificates, key);
  }

  /** The private key. Every call site is a place to review. */
  public PrivateKey reveal() {
    return key;
  }

  /** The client's own certificate first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  private static boolean belongTogether(PrivateKey key, PublicKey half) {
    String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    byte[] probe = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(half);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // of another kind, then
    }
  }

  @Override
  public String toString() {
    return "ClientCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
