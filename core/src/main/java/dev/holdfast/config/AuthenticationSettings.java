package dev.holdfast.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    Credentials credentials = Credentials.read(settings, prefix);
    Optional<String> named = settings.text(prefix + "client-authentication");
    if (credentials.secret().isPresent() && credentials.keys().isPresent()) {
      settings.problem(
          prefix + "client-authentication", "is set twice; keep client-secret or client-key");
      return Optional.empty();
    }
    String method = named.orElseGet(credentials::impliedMethod);
    if (!method.isEmpty() && !METHODS.contains(method)) {
      settings.problem(
          prefix + "client-authentication", "is none of " + String.join(", ", METHODS));
      return Optional.empty();
    }
    fit(method, credentials);
    return method.isEmpty() ? Optional.empty() : made(method, credentials);
  }

  /** What the method has no use for is a mistake. */
  private void fit(String method, Credentials credentials) {
    onlyWith(credentials.mac(), "client-assertion-algorithm", method, "client_secret_jwt");
    onlyWith(
        credentials.audience().filter(AssertionAudience.ENDPOINT::equals),
        "assertion-audience",
        method,
        "_jwt");
    onlyWith(
        credentials.type().filter(AssertionType.NONE::equals), "assertion-type", method, "_jwt");
    onlyWith(
        credentials.certificate(),
        "client-certificate",
        method,
        "tls_client_auth",
        "private_key_jwt");
    onlyWith(credentials.keys(), "client-key", method, "private_key_jwt", "tls_client_auth");
  }

  private void onlyWith(Optional<?> found, String setting, String method, String... needed) {
    if (found.isPresent() && Stream.of(needed).noneMatch(method::endsWith)) {
      String those =
          Stream.of(needed)
              .map(word -> word.startsWith("_") ? "…" + word : word)
              .collect(Collectors.joining(" or "));
      settings.problem(
          prefix + setting, "is for client-authentication=" + those + " only; remove it");
    }
  }

  private Optional<ClientAuthentication> made(String method, Credentials credentials) {
    List<PrivateJwk> keys = credentials.requestKeys();
    return switch (method) {
      case "client_secret_basic" ->
          with("client-secret", credentials.secret(), ClientAuthentication.SecretBasic::new);
      case "client_secret_post" ->
          with("client-secret", credentials.secret(), ClientAuthentication.SecretPost::new);
      case "client_secret_jwt" -> secretJwt(credentials);
      case "private_key_jwt" -> with("client-key", credentials.keys(), credentials::signingWith);
      case "tls_client_auth" ->
          with(
              "client-certificate",
              credentials.certificate(),
              shown -> new ClientAuthentication.TlsCertificate(shown, keys));
      case "self_signed_tls_client_auth" ->
          with(
              "client-certificate",
              credentials.certificate(),
              shown -> new ClientAuthentication.SelfSignedTlsCertificate(shown, keys));
      default -> Optional.of(new ClientAuthentication.None());
    };
  }

  private Optional<ClientAuthentication> secretJwt(Credentials credentials) {
    MacAlgorithm algorithm = credentials.mac().orElse(MacAlgorithm.HS256);
    if (credentials.secret().isPresent() && !algorithm.fits(credentials.secret().get())) {
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
        "client-secret", credentials.secret(), text -> credentials.signingWith(text, algorithm));
  }

  private <T> Optional<ClientAuthentication> with(
      String setting, Optional<T> credential, Function<T, ClientAuthentication> method) {
    if (credential.isEmpty() && !settings.complainedAbout(prefix + setting)) {
      settings.problem(prefix + setting, "is missing; client-authentication needs it");
    }
    return credential.map(method);
  }
}
