package dev.holdfast.config;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import java.util.Arrays;
import java.util.Optional;

/** The setting {@code dpop-key}: {@code per-session:ES256} or {@code jwk:{…}}. */
final class DpopKeyText {
  private DpopKeyText() {}

  /** Reads the setting; {@link IllegalArgumentException} says what is wrong with it. */
  static DpopKeyChoice parse(String text) {
    if (text.startsWith("per-session:")) {
      return new DpopKeyChoice.PerSession(named(text.substring("per-session:".length())));
    }
    if (text.startsWith("jwk:")) {
      PrivateJwk key = PrivateJwk.parse(text.substring("jwk:".length()));
      return new DpopKeyChoice.Configured(key, fitting(key.reveal()));
    }
    throw new IllegalArgumentException(
        "starts with neither per-session: nor jwk:, such as per-session:ES256");
  }

  private static DpopAlgorithm named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "names an unknown algorithm; choose ES256, ES384, RS256, PS256 or EdDSA"));
  }

  private static Optional<DpopAlgorithm> find(String name) {
    return Arrays.stream(DpopAlgorithm.values()).filter(a -> a.joseName().equals(name)).findAny();
  }

  /** What the key itself says, else what its kind allows. */
  private static DpopAlgorithm fitting(JWK jwk) {
    if (jwk.getAlgorithm() != null) {
      return named(jwk.getAlgorithm().toString());
    }
    if (jwk.getKeyType().equals(KeyType.RSA)) {
      return DpopAlgorithm.PS256;
    }
    if (jwk.getKeyType().equals(KeyType.OKP)) {
      return DpopAlgorithm.EDDSA;
    }
    Curve curve = jwk.toECKey().getCurve();
    if (curve.equals(Curve.P_256)) {
      return DpopAlgorithm.ES256;
    }
    if (curve.equals(Curve.P_384)) {
      return DpopAlgorithm.ES384;
    }
    throw new IllegalArgumentException("holds a key on curve " + curve + "; use P-256 or P-384");
  }
}
