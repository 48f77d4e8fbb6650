package dev.holdfast.config;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The public halves of an application's keys, as providers fetch them (RFC 7517 §5). */
final class PublicKeys {
  private PublicKeys() {}

  /**
   * A JWK Set; empty if there is no such key. A certificate that nobody vouches for is in it, since
   * that is where providers look for it (RFC 8705 §2.2.2).
   */
  static Optional<String> of(OidcConfig config) {
    Set<JWK> keys = new LinkedHashSet<>();
    signing(config).forEach(key -> keys.add(half(key.reveal(), KeyUse.SIGNATURE)));
    proofs(config)
        .filter(ClientAuthentication.SelfSignedTlsCertificate.class::isInstance)
        .flatMap(proof -> proof.shown().stream())
        .forEach(shown -> keys.add(CertificateJwk.of(shown)));
    config
        .answers()
        .decryptionKeys()
        .forEach(key -> keys.add(half(key.reveal(), KeyUse.ENCRYPTION)));
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new JWKSet(List.copyOf(keys)).toString(true));
  }

  /** The keys that sign, those of the login's client first. */
  static List<PrivateJwk> signing(OidcConfig config) {
    List<PrivateJwk> keys = new ArrayList<>();
    proofs(config).forEach(proof -> keys.addAll(proof.signingKeys()));
    return keys;
  }

  private static Stream<ClientAuthentication> proofs(OidcConfig config) {
    return Stream.concat(
            Stream.of(config.clientAuthentication()),
            config.clients().stream().map(NamedClient::clientAuthentication))
        .distinct();
  }

  /** Says what it is for, and not what only its private half can do. */
  private static JWK half(JWK key, KeyUse use) {
    Map<String, Object> members = new LinkedHashMap<>(key.toPublicJWK().toJSONObject());
    members.remove("key_ops");
    members.put("use", use.identifier());
    try {
      return JWK.parse(members);
    } catch (ParseException e) {
      throw new IllegalStateException("a public key no longer parses", e);
    }
  }
}
