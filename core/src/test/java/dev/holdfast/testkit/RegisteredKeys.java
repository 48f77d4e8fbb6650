package dev.holdfast.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.Base64;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The keys and certificates of a client that registers itself (RFC 7591 §2, RFC 8705 §2). */
final class RegisteredKeys {
  private final JsonNode asked;

  RegisteredKeys(JsonNode asked) {
    this.asked = asked;
  }

  FakeClient client(String id) {
    return switch (asked.path("token_endpoint_auth_method").asText()) {
      case "private_key_jwt" -> byKey(id);
      case "tls_client_auth" -> signing(FakeClient.showing(id, this::isOfTheSubject));
      case "self_signed_tls_client_auth" -> signing(FakeClient.showing(id, listed()));
      case "none" -> FakeClient.open(id);
      default -> throw refused("token_endpoint_auth_method");
    };
  }

  private FakeClient byKey(String id) {
    return asked.hasNonNull("jwks_uri")
        ? FakeClient.withKeysAt(id, URI.create(asked.path("jwks_uri").asText()))
        : FakeClient.withKey(id, key().orElseThrow(() -> refused("jwks")));
  }

  private FakeClient signing(FakeClient client) {
    return key().map(client::signingRequestsWith).orElse(client);
  }

  /** What signs: the first that is not a certificate's. */
  private Optional<JWK> key() {
    return keys().stream()
        .filter(key -> KeyUse.SIGNATURE.equals(key.getKeyUse()) && key.getX509CertChain() == null)
        .findFirst();
  }

  private boolean isOfTheSubject(X509Certificate shown) {
    return shown
        .getSubjectX500Principal()
        .getName()
        .equals(asked.path("tls_client_auth_subject_dn").asText());
  }

  private Predicate<X509Certificate> listed() {
    List<Base64> certificates =
        keys().stream()
            .filter(key -> key.getX509CertChain() != null)
            .map(key -> key.getX509CertChain().get(0))
            .toList();
    if (certificates.isEmpty()) {
      throw refused("jwks has no x5c");
    }
    return shown -> certificates.contains(encoded(shown));
  }

  private static Base64 encoded(X509Certificate certificate) {
    try {
      return Base64.encode(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<JWK> keys() {
    if (!asked.hasNonNull("jwks")) {
      return List.of();
    }
    try {
      List<JWK> keys = JWKSet.parse(asked.path("jwks").toString()).getKeys();
      if (keys.stream().anyMatch(JWK::isPrivate)) {
        throw refused("a private key in jwks");
      }
      return keys;
    } catch (ParseException e) {
      throw refused("jwks");
    }
  }

  private static Refusal refused(String what) {
    return Refusal.atProvider("invalid_client_metadata", what);
  }
}
