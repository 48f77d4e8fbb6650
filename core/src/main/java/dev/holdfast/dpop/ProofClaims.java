package dev.holdfast.dpop;

import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The claims of a proof as JSON (RFC 9449 §4.2). */
final class ProofClaims {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final StringBuilder json = new StringBuilder(320).append('{');

  ProofClaims(String jti, String method, URI target, Instant issuedAt) {
    text("jti", jti).text("htm", method).text("htu", target.toString());
    json.append(",\"iat\":").append(issuedAt.getEpochSecond());
  }

  /** {@code ath}: the hash of the token that the request presents. */
  ProofClaims presenting(Optional<SecretText> accessToken) {
    return accessToken.map(token -> text("ath", hash(token.reveal()))).orElse(this);
  }

  ProofClaims with(Optional<String> nonce) {
    return nonce.map(given -> text("nonce", given)).orElse(this);
  }

  /** None of these values can hold what JSON escapes; one that does is not a value of theirs. */
  private ProofClaims text(String name, String value) {
    if (!value.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException(name + " of a proof holds a character it cannot have");
    }
    json.append(json.length() == 1 ? "\"" : ",\"").append(name).append("\":\"").append(value);
    json.append('"');
    return this;
  }

  private static String hash(String token) {
    try {
      byte[] ascii = token.getBytes(StandardCharsets.US_ASCII);
      return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(ascii));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String toJson() {
    return json + "}";
  }
}
