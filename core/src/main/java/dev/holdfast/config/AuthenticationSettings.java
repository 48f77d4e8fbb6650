package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads how a client proves its name. */
final class AuthenticationSettings {
  private static final List<String> METHODS =
      List.of(
          "client_secret_basic",
          "client_secret_post",
          "client_secret_jwt",
          "private_key_jwt",
          "tls_client_auth",
          "self_signed_tls_client_auth",
          "none");

  private final Settings settings;
  private final String prefix;

  /**
   * The settings of one client.
   *
   * @param prefix what their names begin with; empty for the login's own
   */
  AuthenticationSettings(Settings settings, String prefix) {
    this.settings = settings;
    this.prefix = prefix;
  }

  /** Empty if nothing is said, or something wrong: then there is a problem. */
  Optional<ClientAuthentication> read() {
    Optional<SecretText> secret = settings.secret(prefix + "client-secret");
    Optional<ClientAuthentication.PrivateKeyJwt> key =
        settings.parsed(prefix + "client-key", ClientKeys::parse);
    Optional<MacAlgorithm> mac =
        settings.parsed(prefix + "client-assertion-algorithm", MacAlgorithm::parse);
    Optional<AssertionAudience> audience =
        AssertionAudience.read(settings, prefix + "assertion-audience");
    Optional<ClientCertificate> certificate = new CertificateSettings(settings, prefix).read();
    Optional<String> named = settings.text(prefix + "client-authentication");
    if (secret.isPresent() && key.isPresent()) {
      settings.problem(
          prefix + "client-authentication", "is set twice; keep client-secret or client-key");
      return Optional.empty();
    }
    String method = named.orElseGet(() -> implied(secret, key));
    onlyWith(mac, "client-assertion-algorithm", method, "client_secret_jwt");
    onlyWith(
        audience.filter(AssertionAudience.ENDPOINT::equals), "assertion-audience", method, "_jwt");
    onlyWith(certificate, "client-certificate", method, "tls_client_auth");
    return switch (method) {
      case "client_secret_basic" ->
          with("client-secret", secret, ClientAuthentication.SecretBasic::new);
      case "client_secret_post" ->
          with("client-secret", secret, ClientAuthentication.SecretPost::new);
      case "client_secret_jwt" -> secretJwt(secret, mac.orElse(MacAlgorithm.HS256), audience);
      case "private_key_jwt" -> privateKeyJwt(key, audience);
      case "tls_client_auth" ->
          with("client-certificate", certificate, ClientAuthentication.TlsCertificate::new);
      case "self_signed_tls_client_auth" ->
          with(
              "client-certificate",
              certificate,
              ClientAuthentication.SelfSignedTlsCertificate::new);
      case "none" -> Optional.of(new ClientAuthentication.None());
      case "" -> Optional.empty();
      default -> unknown();
    };
  }

  private Optional<ClientAuthentication> unknown() {
    settings.problem(prefix + "client-authentication", "is none of " + String.join(", ", METHODS));
    return Optional.empty();
  }

  private static String implied(Optional<?> secret, Optional<?> key) {
    return key.isPresent() ? "private_key_jwt" : secret.isPresent() ? METHODS.get(0) : "";
  }

  private void onlyWith(Optional<?> found, String setting, String method, String needed) {
    if (found.isPresent() && !method.endsWith(needed)) {
      settings.problem(
          prefix + setting,
          "is for client-authentication="
              + (needed.startsWith("_") ? "…" + needed : needed)
              + " only; remove it");
    }
  }

  private Optional<ClientAuthentication> secretJwt(
      Optional<SecretText> secret, MacAlgorithm algorithm, Optional<AssertionAudience> audience) {
    if (secret.isPresent() && !algorithm.fits(secret.get())) {
      settings.problem(
          prefix + "client-secret",
          "is shorter than the "
              + algorithm.leastOctets()
              + " octets that "
              + algorithm
              + " needs");
      return Optional.empty();
    }
    return with(
        "client-secret",
        secret,
        text ->
            new ClientAuthentication.SecretJwt(
                text, algorithm, audience.orElse(AssertionAudience.ISSUER)));
  }

  private Optional<ClientAuthentication> privateKeyJwt(
      Optional<ClientAuthentication.PrivateKeyJwt> key, Optional<AssertionAudience> audience) {
    return with(
        "client-key", key, jwt -> jwt.madeOutFor(audience.orElse(AssertionAudience.ISSUER)));
  }

  private <T> Optional<ClientAuthentication> with(
      String setting, Optional<T> credential, Function<T, ClientAuthentication> method) {
    if (credential.isEmpty() && !settings.complainedAbout(prefix + setting)) {
      settings.problem(prefix + setting, "is missing; client-authentication needs it");
    }
    return credential.map(method);
  }
}
