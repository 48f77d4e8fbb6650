package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripted provider insists on: client authentication, pushed requests, proofs. */
@NullUnmarked
class FakeProviderStrictnessTest {

  private static final Map<String, String> CLIENT_GRANT =
      Map.of(
          "grant_type", "client_credentials", "client_id", "shop", "client_secret", "shop-secret");

  private final FakeProvider provider = FakeProvider.start();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "ES384", "RS256", "PS256"})
  void proofs_of_every_listed_algorithm_are_accepted(String name) throws Exception {
    JWSAlgorithm algorithm = JWSAlgorithm.parse(name);

    assertThat(post(Endpoint.TOKEN, CLIENT_GRANT, proof(key(algorithm), algorithm)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void proofs_by_the_jdks_own_ed25519_are_accepted_until_tampered_with() throws Exception {
    String proof = ed25519Proof();

    assertThat(post(Endpoint.TOKEN, CLIENT_GRANT, proof).statusCode()).isEqualTo(200);
    String[] parts = ed25519Proof().split("\\.", -1);
    String mixed = parts[0] + "." + proof.split("\\.", -1)[1] + "." + parts[2];
    assertThat(post(Endpoint.TOKEN, CLIENT_GRANT, mixed).body()).contains("invalid_dpop_proof");
  }

  @ParameterizedTest
  @CsvSource({"htm, GET", "htu, http://127.0.0.1:1/token", "jti, ''"})
  void a_proof_for_another_request_is_refused(String claim, String value) throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    JWTClaimsSet.Builder claims = claims().claim(claim, value.isEmpty() ? null : value);

    HttpResponse<String> answer =
        post(Endpoint.TOKEN, CLIENT_GRANT, sign(key, JWSAlgorithm.ES256, claims.build()));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_dpop_proof");
  }

  @Test
  void a_client_assertion_is_good_once_and_only_for_the_issuer_as_one_string() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    provider.client(FakeClient.withKey("robot", key));
    String assertion = assertion(key, List.of(provider.issuer()));
    String forTwo = assertion(key, List.of(provider.issuer(), "https://other.example"));

    assertThat(byAssertion(assertion).statusCode()).isEqualTo(200);
    assertThat(byAssertion(assertion).body()).contains("invalid_client");
    assertThat(byAssertion(forTwo).statusCode()).isEqualTo(401);
  }

  @Test
  void two_client_authentications_at_once_are_refused() throws Exception {
    Map<String, String> form = new HashMap<>(CLIENT_GRANT);
    form.put("client_assertion", "x.y.z");

    assertThat(post(Endpoint.TOKEN, form, proof()).body()).contains("invalid_request");
  }

  @Test
  void a_pushed_request_binds_the_code_to_the_key_of_its_proof() throws Exception {
    HttpResponse<String> pushed =
        post(
            Endpoint.PAR,
            authorization(),
            sign(
                key(JWSAlgorithm.ES256),
                JWSAlgorithm.ES256,
                claims().claim("htu", provider.uri(Endpoint.PAR).toString()).build()));
    String name = pushed.body().replaceAll(".*\"(urn:[^\"]*)\".*", "$1");

    HttpResponse<String> back = authorize(name);
    String code =
        URLUtils.parseParameters(
                back.headers().firstValue("Location").orElseThrow().split("\\?", 2)[1])
            .get("code")
            .get(0);
    Map<String, String> redeem = new HashMap<>(CLIENT_GRANT);
    redeem.put("grant_type", "authorization_code");
    redeem.put("code", code);
    redeem.put("redirect_uri", "https://shop.example/callback");
    redeem.put("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

    assertThat(pushed.statusCode()).isEqualTo(201);
    assertThat(authorize(name).body()).contains("invalid_request_uri");
    assertThat(post(Endpoint.TOKEN, redeem, proof()).body()).contains("not the bound key");
  }

  private HttpResponse<String> authorize(String requestUri) throws Exception {
    String query = encode(Map.of("client_id", "shop", "request_uri", requestUri));
    String uri = provider.uri(Endpoint.AUTHORIZE) + "?" + query;
    return http.send(
        HttpRequest.newBuilder(java.net.URI.create(uri)).build(), BodyHandlers.ofString());
  }

  /** The challenge is that of RFC 7636 appendix B. */
  private static Map<String, String> authorization() {
    Map<String, String> request = new HashMap<>(CLIENT_GRANT);
    request.put("response_type", "code");
    request.put("redirect_uri", "https://shop.example/callback");
    request.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    request.put("code_challenge_method", "S256");
    return request;
  }

  private HttpResponse<String> byAssertion(String assertion) throws Exception {
    Map<String, String> form =
        Map.of(
            "grant_type", "client_credentials",
            "client_assertion", assertion,
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    return post(Endpoint.TOKEN, form, proof());
  }

  private static String assertion(ECKey key, List<String> audience) throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("robot")
            .subject("robot")
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
            .build();
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), claims);
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }

  private HttpResponse<String> post(Endpoint endpoint, Map<String, String> form, String proof)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(provider.uri(endpoint))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("DPoP", proof)
            .POST(BodyPublishers.ofString(encode(form)))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encode(Map<String, String> form) {
    return URLUtils.serializeParameters(
        form.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))));
  }

  private String proof() throws JOSEException {
    return proof(key(JWSAlgorithm.ES256), JWSAlgorithm.ES256);
  }

  private String proof(JWK key, JWSAlgorithm algorithm) throws JOSEException {
    return sign(key, algorithm, claims().build());
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .jwtID(UUID.randomUUID().toString())
        .claim("htm", "POST")
        .claim("htu", provider.uri(Endpoint.TOKEN).toString())
        .issueTime(Date.from(Instant.now()));
  }

  private static JWK key(JWSAlgorithm algorithm) throws JOSEException {
    if (JWSAlgorithm.Family.RSA.contains(algorithm)) {
      return new RSAKeyGenerator(2048).generate();
    }
    return new ECKeyGenerator(Curve.forJWSAlgorithm(algorithm).iterator().next()).generate();
  }

  private static JWSHeader header(JWSAlgorithm algorithm, JWK key) {
    return new JWSHeader.Builder(algorithm)
        .type(new JOSEObjectType("dpop+jwt"))
        .jwk(key.toPublicJWK())
        .build();
  }

  private static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header(algorithm, key), claims);
    jwt.sign(key instanceof ECKey ec ? new ECDSASigner(ec) : new RSASSASigner(key.toRSAKey()));
    return jwt.serialize();
  }

  private String ed25519Proof() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    Base64URL x =
        Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    OctetKeyPair key = new OctetKeyPair.Builder(Curve.Ed25519, x).build();
    SignedJWT unsigned = new SignedJWT(header(JWSAlgorithm.EdDSA, key), claims().build());
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(unsigned.getSigningInput());
    return new String(unsigned.getSigningInput(), java.nio.charset.StandardCharsets.US_ASCII)
        + "."
        + Base64URL.encode(signer.sign());
  }
}
