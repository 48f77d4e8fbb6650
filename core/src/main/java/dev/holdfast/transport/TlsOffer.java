package dev.holdfast.transport;

import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * What our side of TLS offers: version 1.3, and of version 1.2 the suites with a fresh key for each
 * connection and authenticated encryption (RFC 9325 §4.2). What the platform has disabled stays so.
 */
final class TlsOffer {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private TlsOffer() {}

  static SSLParameters of(SSLContext context) {
    SSLParameters supported = context.getSupportedSSLParameters();
    return new SSLParameters(
        common(SUITES, supported.getCipherSuites()),
        common(List.of(VERSIONS), supported.getProtocols()));
  }

  private static String[] common(List<String> wanted, String[] supported) {
    return wanted.stream().filter(Arrays.asList(supported)::contains).toArray(String[]::new);
  }
}
