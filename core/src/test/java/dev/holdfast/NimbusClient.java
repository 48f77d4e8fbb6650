package dev.holdfast;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bare client on Nimbus' classes: what the test kit is measured against, not Holdfast. */
final class NimbusClient {

  private static final String CALLBACK = "https://shop.example/callback";

  private final HttpClient http = HttpClient.newHttpClient();
  private final FakeProvider provider;
  private final ECKey key;
  private final CodeVerifier verifier = new CodeVerifier();
  private String nonce = "";

  NimbusClient(FakeProvider provider) throws JOSEException {
    this.provider = provider;
    this.key = new ECKeyGenerator(Curve.P_256).generate();
  }

  String thumbprint() throws JOSEException {
    return key.computeThumbprint().toString();
  }

  void nonce(String next) {
    nonce = next;
  }

  /** The parameters the browser brings back. */
  Map<String, List<String>> login() throws Exception {
    CodeChallenge challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier);
    String query =
        encode(
            Map.of(
                "response_type", "code",
                "client_id", "shop",
                "redirect_uri", CALLBACK,
                "scope", "openid profile",
                "state", "state-of-this-login",
                "nonce", "nonce-of-this-login",
                "code_challenge", challenge.getValue(),
                "code_challenge_method", "S256",
                "dpop_jkt", thumbprint()));
    URI uri = URI.create(provider.uri(Endpoint.AUTHORIZE) + "?" + query);
    HttpResponse<String> answer = send(HttpRequest.newBuilder(uri).GET());
    URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
    return URLUtils.parseParameters(back.getRawQuery());
  }

  HttpResponse<String> exchange(String code) throws Exception {
    return token(
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            CALLBACK,
            "code_verifier",
            verifier.getValue()));
  }

  HttpResponse<String> refresh(String refreshToken) throws Exception {
    return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  HttpResponse<String> token(Map<String, String> form) throws Exception {
    String proof = proof("POST", provider.uri(Endpoint.TOKEN), null);
    return token(form, proof);
  }

  HttpResponse<String> token(Map<String, String> form, String proof) throws Exception {
    return send(
        HttpRequest.newBuilder(provider.uri(Endpoint.TOKEN))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic c2hvcDpzaG9wLXNlY3JldA==") // shop:shop-secret
            .header("DPoP", proof)
            .POST(BodyPublishers.ofString(encode(form))));
  }

  HttpResponse<String> post(URI uri, String accessToken, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "DPoP " + accessToken)
            .header("DPoP", proof("POST", uri, accessToken))
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(URI uri, String accessToken) throws Exception {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "DPoP " + accessToken)
            .header("DPoP", proof("GET", uri, accessToken))
            .GET());
  }

  String proof(String method, URI uri, @Nullable String accessToken) throws JOSEException {
    DefaultDPoPProofFactory proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
    Nonce current = nonce.isEmpty() ? null : new Nonce(nonce);
    URI htu = URI.create(uri.toString().split("\\?", 2)[0]);
    SignedJWT proof =
        accessToken == null
            ? proofs.createDPoPJWT(method, htu, current)
            : proofs.createDPoPJWT(method, htu, new DPoPAccessToken(accessToken), current);
    return proof.serialize();
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static String encode(Map<String, String> form) {
    return URLUtils.serializeParameters(
        form.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))));
  }
}
