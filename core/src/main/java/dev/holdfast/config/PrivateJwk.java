package dev.holdfast.config;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;

/** A configured private key as a JSON Web Key (RFC 7517). Immutable; does not print. */
public final class PrivateJwk {
  private final JWK jwk;

  private PrivateJwk(JWK jwk) {
    this.jwk = jwk;
  }

  /**
   * Reads a private JWK.
   *
   * @throws IllegalArgumentException if the text is no JWK or holds no asymmetric private key; the
   *     message does not repeat it
   */
  public static PrivateJwk parse(String json) {
    JWK jwk;
    try {
      jwk = JWK.parse(json);
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a JSON Web Key");
    }
    return of(jwk);
  }

  /** {@link IllegalArgumentException} unless it is the private key of an asymmetric pair. */
  static PrivateJwk of(JWK jwk) {
    if (!(jwk instanceof AsymmetricJWK) || !jwk.isPrivate()) {
      throw new IllegalArgumentException("not the private key of an asymmetric pair");
    }
    return new PrivateJwk(jwk);
  }

  /** Whether both are one key, whatever they are called (RFC 7638). */
  public boolean isSameAs(PrivateJwk other) {
    return print().equals(other.print());
  }

  private String print() {
    try {
      return String.valueOf(jwk.computeThumbprint());
    } catch (JOSEException e) {
      throw new IllegalStateException("SHA-256 is missing", e);
    }
  }

  /** The key itself. Every call site is a place to review. */
  public JWK reveal() {
    return jwk;
  }

  @Override
  public String toString() {
    return "PrivateJwk[kty=" + jwk.getKeyType() + ", kid=" + jwk.getKeyID() + "]";
  }
}
