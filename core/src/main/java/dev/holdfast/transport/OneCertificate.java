package dev.holdfast.transport;

import dev.holdfast.config.ClientCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows one certificate to every server that asks for one, whomever that server says it trusts: a
 * self-signed one is vouched for by nobody (RFC 8705 §2.2).
 */
final class OneCertificate extends X509ExtendedKeyManager {
  private static final String NAME = "client";

  private final ClientCertificate certificate;

  OneCertificate(ClientCertificate certificate) {
    this.certificate = certificate;
  }

  private @Nullable String chosen(String[] keyTypes) {
    return Arrays.asList(keyTypes).contains(certificate.reveal().getAlgorithm()) ? NAME : null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return chosen(keyTypes);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return chosen(keyTypes);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {NAME};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return certificate.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return certificate.reveal();
  }

  /** It serves nobody. */
  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  /** It serves nobody. */
  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
