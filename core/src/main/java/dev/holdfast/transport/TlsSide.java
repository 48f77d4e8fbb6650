package dev.holdfast.transport;

import dev.holdfast.config.ClientCertificate;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Our side of TLS connections: whom it trusts, and what it shows.
 *
 * @param authorities whom; empty: whom the platform trusts
 * @param certificate what; empty: nothing
 */
record TlsSide(Optional<KeyStore> authorities, Optional<ClientCertificate> certificate) {
  /** As the platform is set up. */
  static final TlsSide PLATFORM = new TlsSide(Optional.empty(), Optional.empty());

  static TlsSide trusting(KeyStore authorities) {
    return new TlsSide(Optional.of(authorities), Optional.empty());
  }

  TlsSide showing(ClientCertificate another) {
    return new TlsSide(authorities, Optional.of(another));
  }

  /** What it offers. */
  SSLParameters offer() {
    try {
      SSLContext context = context().orElse(SSLContext.getDefault());
      return TlsOffer.of(context);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no TLS", e);
    }
  }

  /** Empty where the platform's own will do. */
  Optional<SSLContext> context() {
    if (authorities.isEmpty() && certificate.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificates cannot be used for TLS", e);
    }
  }

  private KeyManager @Nullable [] keys() {
    return certificate.map(one -> new KeyManager[] {new OneCertificate(one)}).orElse(null);
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException {
    if (authorities.isEmpty()) {
      return null; // the platform's
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.get());
    return factory.getTrustManagers();
  }
}
