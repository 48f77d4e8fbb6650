package dev.holdfast.provider;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.secret.SecretText;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens what the provider has encrypted for this client (RFC 7516). What is inside is believed no
 * more than if it had come in the open: anybody can encrypt with a public key, so it must be signed
 * (OpenID Connect Core §10.2). Nothing is decompressed. Thread-safe.
 */
final class Decryption {
  private static final Set<JWEAlgorithm> ALGORITHMS =
      Set.of(
          JWEAlgorithm.RSA_OAEP_256,
          JWEAlgorithm.ECDH_ES,
          JWEAlgorithm.ECDH_ES_A128KW,
          JWEAlgorithm.ECDH_ES_A256KW);
  private static final Set<EncryptionMethod> METHODS =
      Set.of(EncryptionMethod.A128GCM, EncryptionMethod.A256GCM, EncryptionMethod.A128CBC_HS256);
  private static final int LONGEST = 24 * 1024;
  private static final int MOST_KEYS_TRIED = 4;

  private final List<JWK> keys;

  Decryption(OidcConfig config) {
    this.keys = config.answers().decryptionKeys().stream().map(PrivateJwk::reveal).toList();
  }

  /** Whether it has the five parts of an encrypted text. */
  static boolean isEncrypted(SecretText token) {
    return token.reveal().chars().filter(character -> character == '.').count() == 4;
  }

  /** What is inside; throws a {@link ProviderRefusal} if it cannot be seen. */
  SecretText open(SecretText token, AnswerKind kind) {
    if (token.reveal().length() > LONGEST) {
      throw kind.invalid("encrypted, and longer than " + LONGEST + " octets");
    }
    JWEObject sealed = parse(token, kind);
    requireAccepted(sealed.getHeader(), kind);
    return candidates(sealed.getHeader()).stream()
        .flatMap(key -> opened(sealed, key).stream())
        .findFirst()
        .orElseThrow(() -> kind.invalid("no decryption-key opens it"));
  }

  /** Empty if it is another key that opens it. */
  private static Optional<SecretText> opened(JWEObject sealed, JWK key) {
    try {
      sealed.decrypt(decrypter(key));
      return Optional.of(sealed.getPayload().toString())
          .filter(inside -> !inside.isBlank())
          .map(SecretText::of);
    } catch (JOSEException e) {
      return Optional.empty();
    }
  }

  private static JWEObject parse(SecretText token, AnswerKind kind) {
    try {
      return JWEObject.parse(token.reveal());
    } catch (ParseException e) {
      throw kind.invalid("malformed encryption");
    }
  }

  private static void requireAccepted(JWEHeader header, AnswerKind kind) {
    if (!ALGORITHMS.contains(header.getAlgorithm())
        || !METHODS.contains(header.getEncryptionMethod())) {
      throw kind.invalid("encrypted in a way that is not accepted");
    }
    if (header.getCompressionAlgorithm() != null || header.getCriticalParams() != null) {
      throw kind.invalid("header has zip or crit");
    }
    String inside = header.getContentType();
    if (inside != null && !inside.equalsIgnoreCase("JWT")) {
      throw kind.invalid("cty is not JWT");
    }
  }

  private List<JWK> candidates(JWEHeader header) {
    boolean rsa = header.getAlgorithm().equals(JWEAlgorithm.RSA_OAEP_256);
    List<JWK> fitting =
        keys.stream()
            .filter(key -> key.getKeyType().equals(rsa ? KeyType.RSA : KeyType.EC))
            .toList();
    List<JWK> named =
        fitting.stream()
            .filter(key -> header.getKeyID() != null && header.getKeyID().equals(key.getKeyID()))
            .toList();
    List<JWK> tried = named.isEmpty() ? fitting : named;
    return tried.subList(0, Math.min(tried.size(), MOST_KEYS_TRIED));
  }

  private static JWEDecrypter decrypter(JWK key) throws JOSEException {
    return key.getKeyType().equals(KeyType.RSA)
        ? new RSADecrypter(key.toRSAKey())
        : new ECDHDecrypter(key.toECKey());
  }
}
