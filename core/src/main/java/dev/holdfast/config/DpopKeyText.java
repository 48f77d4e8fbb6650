package dev.holdfast.config;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * The setting {@code dpop-key}: {@code per-session:ES256}, for a named client {@code
 * per-token:ES256}, or {@code jwk:{…}}.
 */
final class DpopKeyText {
  private DpopKeyText() {}

  /** Reads the login's; {@link IllegalArgumentException} says what is wrong with it. */
  static DpopKeyChoice parse(String text) {
    return parse(text, "per-session:", DpopKeyChoice.PerSession::new);
  }

  /** Reads a named client's; {@link IllegalArgumentException} says what is wrong with it. */
  static DpopKeyChoice ofClient(String text) {
    return parse(text, "per-token:", DpopKeyChoice.PerToken::new);
  }

  private static DpopKeyChoice parse(
      String text, String fresh, Function<DpopAlgorithm, DpopKeyChoice> choice) {
    if (text.startsWith(fresh)) {
      return choice.apply(named(text.substring(fresh.length())));
    }
    if (text.startsWith("jwk:")) {
      PrivateJwk key = PrivateJwk.parse(text.substring("jwk:".length()));
      return new DpopKeyChoice.Configured(key, fitting(key.reveal()));
    }
    throw new IllegalArgumentException(
        "starts with neither " + fresh + " nor jwk:, such as " + fresh + "ES256");
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
