package dev.holdfast.provider;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.ProtectedAnswers;
import dev.holdfast.config.ProtectedAnswers.IdTokens;
import dev.holdfast.config.ProtectedAnswers.UserinfoAnswers;
import java.util.stream.Stream;

/** What a provider may encrypt for a client, well or badly, and the client's keys for it. */
final class SealedText {
  static final JWK RSA = rsa("r1");
  static final JWK EC = ec("e1");
  static final JWK NEXT = ec("e2");
  static final JWEAlgorithm DIRECT = JWEAlgorithm.ECDH_ES;
  static final EncryptionMethod GCM = EncryptionMethod.A256GCM;

  private SealedText() {}

  static ProtectedAnswers agreed(IdTokens idTokens, UserinfoAnswers userinfo) {
    return new ProtectedAnswers(
        Stream.of(RSA, EC, NEXT).map(key -> PrivateJwk.parse(key.toJSONString())).toList(),
        idTokens,
        userinfo);
  }

  private static JWK rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWK ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sealed(JWEHeader header, JWK key, String text) {
    try {
      JWEEncrypter encrypter =
          key.equals(RSA) ? new RSAEncrypter(key.toRSAKey()) : new ECDHEncrypter(key.toECKey());
      JWEObject object = new JWEObject(header, new Payload(text));
      object.encrypt(encrypter);
      return object.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String sealed(String text) {
    return sealed(header(DIRECT, GCM, EC).build(), EC, text);
  }

  static JWEHeader.Builder header(JWEAlgorithm alg, EncryptionMethod enc, JWK key) {
    return new JWEHeader.Builder(alg, enc).keyID(key.getKeyID()).contentType("JWT");
  }

  /** Whoever derives the key is busy for a long time (RFC 7518 §8.1). */
  static String byPassword() {
    String header =
        "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"cty\":\"JWT\","
            + "\"p2s\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"p2c\":2147483647}";
    return Base64URL.encode(header) + ".AAAA.AAAA.AAAA.AAAA";
  }

  static String tampered(String token) {
    int dot = token.lastIndexOf('.');
    byte[] last = new Base64URL(token.substring(dot + 1)).decode();
    last[0] ^= 1;
    return token.substring(0, dot + 1) + Base64URL.encode(last);
  }
}
