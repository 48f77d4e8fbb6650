package dev.holdfast.demo.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** How a scripted client says who it is, in one request. */
record ClientProof(Map<String, String> form, Map<String, String> headers) {

  /** Asked before each request. */
  interface Source {
    ClientProof next() throws JOSEException;
  }

  static Source basic(String id, String secret) {
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    String header = "Basic " + Base64.getEncoder().encodeToString(pair);
    return () -> new ClientProof(Map.of(), Map.of("Authorization", header));
  }

  static Source post(String id, String secret) {
    return () -> new ClientProof(Map.of("client_id", id, "client_secret", secret), Map.of());
  }

  static Source nameOnly(String id) {
    return () -> new ClientProof(Map.of("client_id", id), Map.of());
  }

  static Source assertion(String id, ECKey key, String audience) {
    return () -> signed(id, key, audience, UUID.randomUUID().toString());
  }

  static ClientProof signed(String id, ECKey key, String audience, String jti)
      throws JOSEException {
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.ES256),
            new JWTClaimsSet.Builder()
                .issuer(id)
                .subject(id)
                .audience(audience)
                .jwtID(jti)
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build());
    assertion.sign(new ECDSASigner(key));
    return new ClientProof(
        Map.of(
            "client_id",
            id,
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion.serialize()),
        Map.of());
  }
}
