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

  /** A JWK Set; empty if there is no such key. */
  static Optional<String> of(OidcConfig config) {
    Set<JWK> keys = new LinkedHashSet<>();
    signing(config).forEach(key -> keys.add(half(key.reveal(), KeyUse.SIGNATURE)));
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
    Stream.concat(
            Stream.of(config.clientAuthentication()),
            config.clients().stream().map(NamedClient::clientAuthentication))
        .distinct()
        .filter(ClientAuthentication.PrivateKeyJwt.class::isInstance)
        .map(ClientAuthentication.PrivateKeyJwt.class::cast)
        .forEach(proof -> keys.addAll(proof.all()));
    return keys;
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
