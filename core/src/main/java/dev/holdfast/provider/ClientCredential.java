package dev.holdfast.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/**
 * Proves to the authorization server who this client is. An assertion is made anew for every HTTP
 * request; its audience is the issuer, as a string (RFC 7523 §3, OpenID Connect Core §9).
 */
final class ClientCredential {
  private static final Duration ASSERTION_LIFE = Duration.ofSeconds(60);
  private static final JOSEObjectType ASSERTION_TYPE =
      new JOSEObjectType("client-authentication+jwt");

  private final String clientId;
  private final ClientAuthentication authentication;
  private final URI issuer;
  private final RandomBytes random;
  private final InstantSource time;

  private ClientCredential(
      ProviderSetup setup, String clientId, ClientAuthentication authentication) {
    this.clientId = clientId;
    this.authentication = authentication;
    this.issuer = setup.config().issuer();
    this.random = setup.random();
    this.time = setup.time();
  }

  /** Of the client that users log in at. */
  static ClientCredential ofLogin(ProviderSetup setup) {
    OidcConfig config = setup.config();
    return new ClientCredential(setup, config.clientId(), config.clientAuthentication());
  }

  /** Of a client that asks for tokens of its own. */
  static ClientCredential of(NamedClient client, ProviderSetup setup) {
    return new ClientCredential(setup, client.clientId(), client.clientAuthentication());
  }

  /** The name that it proves. */
  ClientID id() {
    return new ClientID(clientId);
  }

  /** The method's name in metadata. */
  static String methodName(ClientAuthentication authentication) {
    if (authentication instanceof ClientAuthentication.SecretBasic) {
      return "client_secret_basic";
    }
    if (authentication instanceof ClientAuthentication.SecretPost) {
      return "client_secret_post";
    }
    return authentication instanceof ClientAuthentication.PrivateKeyJwt
        ? "private_key_jwt"
        : "none";
  }

  /** For one HTTP request; empty for a public client. */
  Optional<com.nimbusds.oauth2.sdk.auth.ClientAuthentication> fresh() {
    if (authentication instanceof ClientAuthentication.SecretBasic basic) {
      return Optional.of(new ClientSecretBasic(id(), secret(basic.secret())));
    }
    if (authentication instanceof ClientAuthentication.SecretPost post) {
      return Optional.of(new ClientSecretPost(id(), secret(post.secret())));
    }
    if (authentication instanceof ClientAuthentication.PrivateKeyJwt jwt) {
      return Optional.of(new PrivateKeyJWT(assertion(jwt.key().reveal())));
    }
    return Optional.empty();
  }

  private static Secret secret(SecretText text) {
    return new Secret(text.reveal());
  }

  private SignedJWT assertion(JWK key) {
    Instant now = time.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(clientId)
            .subject(clientId)
            .audience(issuer.toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ASSERTION_LIFE)))
            .jwtID(random.text(16))
            .build();
    JWSAlgorithm algorithm = algorithm(key);
    JWSHeader header =
        new JWSHeader.Builder(algorithm).type(ASSERTION_TYPE).keyID(key.getKeyID()).build();
    SignedJWT jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(signer(key, algorithm));
    } catch (JOSEException e) {
      throw new IllegalStateException("client-key cannot sign with " + algorithm, e);
    }
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
