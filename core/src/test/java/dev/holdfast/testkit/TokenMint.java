package dev.holdfast.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns a draft into a signed JWT, truthfully or as a forgery. */
final class TokenMint {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SigningKeys keys;

  TokenMint(SigningKeys keys) {
    this.keys = keys;
  }

  IdTokenDraft draft(String algorithm, String type, Map<String, Object> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("kid", keys.current(algorithm).getKeyID());
    header.put("typ", type);
    return new IdTokenDraft(header, claims, Optional.empty());
  }

  /** Signs with {@code algorithm}, whatever the draft's header says. */
  String sign(IdTokenDraft draft, String algorithm) {
    if (draft.forgery().isEmpty()) {
      return sign(draft, signer(keys.current(algorithm)), algorithm);
    }
    return switch (draft.forgery().get()) {
      case OTHER_KEY -> sign(draft, signer(keys.stranger(algorithm)), algorithm);
      case NONE -> input(draft.editHeader(header -> header.put("alg", "none"))) + ".";
      case HS256_WITH_PUBLIC_KEY ->
          sign(
              draft.editHeader(header -> header.put("alg", "HS256")),
              macWithPublicKey(keys.current(algorithm)),
              "HS256");
      case BROKEN_SIGNATURE -> broken(sign(draft, signer(keys.current(algorithm)), algorithm));
    };
  }

  private static String sign(IdTokenDraft draft, JWSSigner signer, String algorithm) {
    String input = input(draft);
    try {
      JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm));
      return input + "." + signer.sign(header, input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String broken(String token) {
    int dot = token.lastIndexOf('.');
    byte[] signature = new Base64URL(token.substring(dot + 1)).decode();
    signature[signature.length / 2] ^= 1;
    return token.substring(0, dot + 1) + Base64URL.encode(signature);
  }

  private static JWSSigner signer(JWK key) {
    try {
      if (key instanceof OctetKeyPair pair) {
        return new Ed25519Signer(pair);
      }
      return key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey());
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static JWSSigner macWithPublicKey(JWK key) {
    try {
      return new MACSigner(((AsymmetricJWK) key).toPublicKey().getEncoded());
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String input(IdTokenDraft draft) {
    return encode(draft.header()) + "." + encode(draft.claims());
  }

  private static String encode(Map<String, Object> part) {
    try {
      return Base64URL.encode(JSON.writeValueAsBytes(part)).toString();
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("a claim is not JSON", notJson);
    }
  }
}
