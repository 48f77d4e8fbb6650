package dev.holdfast.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.AssertionAudience;
import dev.holdfast.config.AssertionType;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.secret.RandomBytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a client signs to prove its name: for one HTTP request, with one audience, as a string
 * (RFC 7523 §3, OpenID Connect Core §9).
 */
final class ClientAssertion {
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final JOSEObjectType TYPE = new JOSEObjectType("client-authentication+jwt");

  private final String clientId;
  private final URI issuer;
  private final RandomBytes random;
  private final InstantSource time;

  ClientAssertion(ProviderSetup setup, String clientId) {
    this.clientId = clientId;
    this.issuer = setup.config().issuer();
    this.random = setup.random();
    this.time = setup.time();
  }

  /** Signed with the client's key, which its header names, as well as the key's certificate. */
  SignedJWT by(ClientAuthentication.PrivateKeyJwt proof, URI endpoint) {
    JWK key = proof.key().reveal();
    JWSAlgorithm algorithm = algorithm(key);
    try {
      JWSHeader.Builder header =
          new JWSHeader.Builder(algorithm)
              .type(type(proof.type()))
              .keyID(key.getKeyID())
              .x509CertSHA256Thumbprint(key.getX509CertSHA256Thumbprint());
      return signed(header, audience(proof.audience(), endpoint), signer(key, algorithm));
    } catch (JOSEException e) {
      throw new IllegalStateException("client-key cannot sign with " + algorithm, e);
    }
  }

  /** Signed with the client's secret. */
  SignedJWT by(ClientAuthentication.SecretJwt proof, URI endpoint) {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(proof.algorithm().name());
    try {
      byte[] secret = proof.secret().reveal().getBytes(StandardCharsets.UTF_8);
      return signed(
          new JWSHeader.Builder(algorithm).type(type(proof.type())),
          audience(proof.audience(), endpoint),
          new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("client-secret cannot sign with " + algorithm, e);
    }
  }

  /** What signs; empty where nothing is signed. */
  static Optional<JWSAlgorithm> algorithm(ClientAuthentication proof) {
    if (proof instanceof ClientAuthentication.SecretJwt jwt) {
      return Optional.of(JWSAlgorithm.parse(jwt.algorithm().name()));
    }
    return proof instanceof ClientAuthentication.PrivateKeyJwt jwt
        ? Optional.of(algorithm(jwt.key().reveal()))
        : Optional.empty();
  }

  private static @Nullable JOSEObjectType type(AssertionType type) {
    return type == AssertionType.NONE ? null : TYPE;
  }

  private URI audience(AssertionAudience audience, URI endpoint) {
    return audience == AssertionAudience.ENDPOINT ? endpoint : issuer;
  }

  private SignedJWT signed(JWSHeader.Builder header, URI audience, JWSSigner signer)
      throws JOSEException {
    Instant now = time.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(audience.toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .jwtID(random.text(16))
            .build();
    SignedJWT jwt = new SignedJWT(header.build(), claims);
    jwt.sign(signer);
    return jwt;
  }

  static JWSSigner signer(JWK key, JWSAlgorithm algorithm) throws JOSEException {
    return key.getKeyType().equals(KeyType.OKP)
        ? new Ed25519Signer(key.toOctetKeyPair())
        : new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
  }

  /** What the key itself says, else what its kind allows; RSA signs with PSS. */
  static JWSAlgorithm algorithm(JWK key) {
    if (key.getAlgorithm() != null) {
      return JWSAlgorithm.parse(key.getAlgorithm().getName());
    }
    if (key.getKeyType().equals(KeyType.RSA)) {
      return JWSAlgorithm.PS256;
    }
    if (key.getKeyType().equals(KeyType.OKP)) {
      return JWSAlgorithm.EdDSA;
    }
    return key.toECKey().getCurve().equals(Curve.P_384) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES256;
  }
}
