package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.util.List;
import java.util.Optional;

/** What a client has to prove its name with, as far as that is set. */
record Credentials(
    Optional<SecretText> secret,
    Optional<List<PrivateJwk>> keys,
    Optional<MacAlgorithm> mac,
    Optional<AssertionAudience> audience,
    Optional<AssertionType> type,
    Optional<ClientCertificate> certificate) {

  static Credentials read(Settings settings, String prefix) {
    return new Credentials(
        settings.secret(prefix + "client-secret"),
        settings.parsed(prefix + "client-key", ClientKeys::signing),
        settings.parsed(prefix + "client-assertion-algorithm", MacAlgorithm::parse),
        AssertionAudience.read(settings, prefix + "assertion-audience"),
        AssertionType.read(settings, prefix + "assertion-type"),
        new CertificateSettings(settings, prefix).read());
  }

  /** The method that goes without saying; empty text if none does. */
  String impliedMethod() {
    if (keys.isPresent()) {
      return "private_key_jwt";
    }
    return secret.isPresent() ? "client_secret_basic" : "";
  }

  /** With the secret, by this algorithm. */
  ClientAuthentication signingWith(SecretText text, MacAlgorithm algorithm) {
    return new ClientAuthentication.SecretJwt(text, algorithm, audienceOrIssuer(), typeOrUsual());
  }

  private AssertionAudience audienceOrIssuer() {
    return audience.orElse(AssertionAudience.ISSUER);
  }

  private AssertionType typeOrUsual() {
    return type.orElse(AssertionType.CLIENT_AUTHENTICATION);
  }

  /** With the first key, beside the certificate if there is one. */
  ClientAuthentication signingWith(List<PrivateJwk> all) {
    return new ClientAuthentication.PrivateKeyJwt(
        all.get(0), all.subList(1, all.size()), audienceOrIssuer(), typeOrUsual(), certificate);
  }

  /** The keys beside a certificate that is the proof. */
  List<PrivateJwk> requestKeys() {
    return keys.orElse(List.of());
  }
}
