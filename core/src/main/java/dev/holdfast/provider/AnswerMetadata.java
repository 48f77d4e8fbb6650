package dev.holdfast.provider;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.ProtectedAnswers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a provider is to protect what it answers a client: what {@link ClientMetadata} says of that
 * (OpenID Connect Dynamic Client Registration §2, JARM §3).
 */
final class AnswerMetadata {
  /** What registrations mean that say nothing. */
  private static final String STANDARD = "RS256";

  /** The first accepted one is asked for; all but the last are in wide use. */
  private static final List<String> CHOICE =
      List.of(STANDARD, "ES256", "PS256", "EdDSA", "Ed25519", "ES384");

  /** What every provider has that encrypts. */
  private static final String CONTENT = "A128CBC-HS256";

  private final OidcConfig config;
  private final Map<String, Object> members = new LinkedHashMap<>();

  AnswerMetadata(OidcConfig config) {
    this.config = config;
  }

  /**
   * The members. Nothing is said of encrypted answers to authorization requests: there is nothing
   * confidential in a code.
   */
  Map<String, Object> all() {
    String signature = signature();
    if (!signature.equals(STANDARD)) {
      members.put("id_token_signed_response_alg", signature);
    }
    if (config.logins().responseMode().isSigned()) {
      members.put("authorization_signed_response_alg", signature);
    }
    ProtectedAnswers answers = config.answers();
    if (answers.userinfo() != ProtectedAnswers.UserinfoAnswers.ANY) {
      members.put("userinfo_signed_response_alg", signature);
    }
    if (answers.userinfo() == ProtectedAnswers.UserinfoAnswers.ENCRYPTED) {
      encrypted("userinfo");
    }
    if (answers.idToken() != ProtectedAnswers.IdTokens.OFF) {
      encrypted("id_token");
    }
    return members;
  }

  private String signature() {
    return CHOICE.stream().filter(config.idTokenAlgorithms()::contains).findFirst().orElseThrow();
  }

  private void encrypted(String what) {
    JWK key = config.answers().decryptionKeys().get(0).reveal();
    members.put(what + "_encrypted_response_alg", algorithm(key));
    members.put(what + "_encrypted_response_enc", CONTENT);
  }

  private static String algorithm(JWK key) {
    if (key.getAlgorithm() != null) {
      return key.getAlgorithm().getName();
    }
    return key.getKeyType().equals(KeyType.RSA) ? "RSA-OAEP-256" : "ECDH-ES";
  }
}
