package dev.holdfast.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.error.ErrorCode;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** ID tokens whose signature holds, by a key that nobody may trust. */
final class HostileKeys {
  private static final String KID = "odd";

  private HostileKeys() {}

  /** How a key is made, once it is wanted. */
  @FunctionalInterface
  private interface Making {
    JWK key() throws JOSEException;
  }

  static Stream<HostileAnswer> all() {
    return Stream.of(
        published("a symmetric key", JWSAlgorithm.HS256, HostileKeys::symmetric),
        published("a private key", JWSAlgorithm.ES256, () -> curve(KeyUse.SIGNATURE)),
        published("a weak key", JWSAlgorithm.RS256, HostileKeys::weak),
        published("a key for encryption", JWSAlgorithm.ES256, () -> curve(KeyUse.ENCRYPTION)),
        answer("a key inside the token", HostileKeys::inside));
  }

  private static OctetSequenceKey symmetric() throws JOSEException {
    return new OctetSequenceKeyGenerator(256).keyID(KID).generate();
  }

  private static RSAKey weak() throws JOSEException {
    return new RSAKeyGenerator(1024, true).keyID(KID).generate();
  }

  private static ECKey curve(KeyUse use) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(KID).keyUse(use).generate();
  }

  private static void inside(FakeProvider provider) {
    JWK own = made(() -> curve(KeyUse.SIGNATURE));
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KID).jwk(own.toPublicJWK()).build();
    provider.next().onToken(reply -> signed(reply, header, own));
  }

  /** The key is in the key set, for whoever fetches it next, and has signed the next ID token. */
  private static HostileAnswer published(String name, JWSAlgorithm algorithm, Making making) {
    return answer(
        name,
        provider -> {
          JWK key = made(making);
          boolean asItIs = name.equals("a private key") || key instanceof OctetSequenceKey;
          JWK shown = asItIs ? key : key.toPublicJWK();
          JWSHeader header = new JWSHeader.Builder(algorithm).keyID(KID).build();
          provider.next().at(Endpoint.JWKS).change(reply -> with(reply, shown));
          provider.next().onToken(reply -> signed(reply, header, key));
        });
  }

  private static Reply with(Reply keySet, JWK key) {
    List<Object> keys = new ArrayList<>((List<?>) keySet.member("keys").orElseThrow());
    keys.add(key.toJSONObject());
    return keySet.with("keys", keys);
  }

  private static Reply signed(Reply answer, JWSHeader header, JWK key) {
    try {
      SignedJWT given = SignedJWT.parse((String) answer.member("id_token").orElseThrow());
      SignedJWT own = new SignedJWT(header, given.getJWTClaimsSet());
      own.sign(signer(key));
      return answer.with("id_token", own.serialize());
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("cannot sign an ID token with " + key.getKeyType(), e);
    }
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    if (key instanceof OctetSequenceKey secret) {
      return new MACSigner(secret);
    }
    return key instanceof ECKey curve
        ? new ECDSASigner(curve)
        : new RSASSASigner(key.toRSAKey().toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()));
  }

  private static JWK made(Making making) {
    try {
      return making.key();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  private static HostileAnswer answer(String name, Consumer<FakeProvider> script) {
    return new HostileAnswer("ID token signed with " + name, ErrorCode.ID_TOKEN_INVALID, script);
  }
}
