package dev.holdfast.provider;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that an access token is bound to the certificate that this client shows (RFC 8705
 * §3.1), as far as a token can be read: an opaque one is taken at the word of the metadata.
 */
final class CertificateBinding {
  private final Optional<String> thumbprint;

  CertificateBinding(OidcConfig config) {
    this.thumbprint =
        config.certificateBoundTokens()
            ? config.clientAuthentication().shown().map(CertificateBinding::thumbprint)
            : Optional.empty();
  }

  private static String thumbprint(ClientCertificate certificate) {
    return X509CertificateConfirmation.of(certificate.chain().get(0)).getValue().toString();
  }

  /** Throws if the token says that it is bound to another certificate, or to none. */
  void require(SecretText accessToken) {
    if (thumbprint.isPresent() && !bound(accessToken).orElse(thumbprint).equals(thumbprint)) {
      throw ProviderRefusal.of(
          ErrorCode.TOKEN_NOT_BOUND, "cnf.x5t#S256 is not this client's certificate");
    }
  }

  /** Empty outside: opaque. Empty inside: bound to no certificate. */
  private static Optional<Optional<String>> bound(SecretText accessToken) {
    try {
      Map<String, Object> claims =
          JWSObject.parse(accessToken.reveal()).getPayload().toJSONObject();
      Object cnf = claims == null ? null : claims.get("cnf");
      return Optional.of(
          cnf instanceof Map<?, ?> map && map.get("x5t#S256") instanceof String print
              ? Optional.of(print)
              : Optional.empty());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
