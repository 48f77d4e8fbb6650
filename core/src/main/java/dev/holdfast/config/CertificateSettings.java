package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the certificate that a client shows in TLS: PEM texts, or a file of PKCS #12. */
final class CertificateSettings {
  private final Settings settings;
  private final String certificate;
  private final String key;
  private final String store;
  private final String password;

  /**
   * The settings of one client.
   *
   * @param prefix what their names begin with; empty for the login's own
   */
  CertificateSettings(Settings settings, String prefix) {
    this.settings = settings;
    this.certificate = prefix + "client-certificate";
    this.key = certificate + "-key";
    this.store = certificate + "-store";
    this.password = certificate + "-password";
  }

  /** Empty if nothing is said, or something wrong: then there is a problem. */
  Optional<ClientCertificate> read() {
    Optional<String> chain = settings.text(certificate);
    Optional<SecretText> secretKey = settings.secret(key);
    Optional<String> file = settings.text(store);
    Optional<SecretText> secret = settings.secret(password);
    boolean pair = together(chain, certificate, secretKey, key);
    boolean stored = together(file, store, secret, password);
    if (pair && stored) {
      settings.problem(certificate, "is set, and " + store + " too; keep one");
      return Optional.empty();
    }
    if (pair) {
      return tried(
          certificate, () -> ClientCertificate.ofPem(chain.orElseThrow(), secretKey.orElseThrow()));
    }
    return stored
        ? tried(
            store,
            () -> ClientCertificate.ofStore(Path.of(file.orElseThrow()), secret.orElseThrow()))
        : Optional.empty();
  }

  private boolean together(Optional<?> one, String oneName, Optional<?> other, String otherName) {
    if (one.isPresent() != other.isPresent()) {
      settings.problem(
          one.isPresent() ? otherName : oneName,
          "is missing; it belongs to " + (one.isPresent() ? oneName : otherName));
    }
    return one.isPresent() && other.isPresent();
  }

  private Optional<ClientCertificate> tried(String name, Supplier<ClientCertificate> reading) {
    try {
      return Optional.of(reading.get());
    } catch (IllegalArgumentException e) { // InvalidPathException too
      settings.problem(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
