package dev.holdfast.demo.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client written down step by step: pushed request, code, tokens, refreshes; each step also in
 * the wrong way. Remembers the latest nonce, as a client must.
 */
final class ScriptedClient {
  static final URI REDIRECT_URI = URI.create("http://127.0.0.1/auth/callback");
  static final URI AFTER_LOGOUT = URI.create("http://localhost:9999/bye");
  private static final String VERIFIER = "dBjftJeZ4CVP-mBm92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = Sha256.base64url(VERIFIER);

  private final String issuer;
  private final String id;
  private final ClientProof.Source credential;
  private final Wire wire = new Wire();
  private @Nullable String nonce;

  ScriptedClient(EmbeddedProvider provider, String id, ClientProof.Source credential) {
    this.issuer = provider.issuer().toString();
    this.id = id;
    this.credential = credential;
  }

  Wire wire() {
    return wire;
  }

  static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  URI at(String path) {
    return URI.create(issuer + path);
  }

  /** A whole login, nonce retries included. */
  Reply login(ECKey key, String user) throws Exception {
    return redeem(key, codeFor(key, user));
  }

  String codeFor(ECKey key, String user) throws Exception {
    Map<String, String> pushed = authorizationRequest(user);
    String requestUri = withNonce(key, Endpoints.PAR, pushed).text("request_uri");
    return authorize(Map.of("client_id", id, "request_uri", requestUri)).redirectParameter("code");
  }

  Map<String, String> authorizationRequest(String user) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("client_id", id);
    request.put("response_type", "code");
    request.put("redirect_uri", REDIRECT_URI.toString());
    request.put("scope", "openid profile email groups");
    request.put("state", "some-state");
    request.put("nonce", "some-nonce");
    request.put("code_challenge", CHALLENGE);
    request.put("code_challenge_method", "S256");
    request.put("login_hint", user);
    return request;
  }

  /** Where the browser is sent. */
  Reply authorize(Map<String, String> query) throws IOException, InterruptedException {
    URI uri = at(Endpoints.AUTHORIZE + "?" + Wire.encode(query));
    return wire.get(uri, Map.of());
  }

  Reply redeem(ECKey key, String code) throws Exception {
    return withNonce(key, Endpoints.TOKEN, codeForm(code));
  }

  static Map<String, String> codeForm(String code) {
    return Map.of(
        "grant_type",
        "authorization_code",
        "code",
        code,
        "redirect_uri",
        REDIRECT_URI.toString(),
        "code_verifier",
        VERIFIER);
  }

  Reply refresh(ECKey key, String refreshToken) throws Exception {
    return withNonce(key, Endpoints.TOKEN, refreshForm(refreshToken));
  }

  static Map<String, String> refreshForm(String refreshToken) {
    return Map.of("grant_type", "refresh_token", "refresh_token", refreshToken);
  }

  /** Posts with a proof; once more with the nonce that was asked for. */
  Reply withNonce(ECKey key, String path, Map<String, String> form) throws Exception {
    Reply answer = once(key, path, form);
    boolean asked = answer.status() == 400 && answer.body().contains("use_dpop_nonce");
    return asked ? once(key, path, form) : answer;
  }

  Reply once(ECKey key, String path, Map<String, String> form) throws Exception {
    return send(path, form, proof(key, "POST", at(path), Optional.empty()));
  }

  Reply send(String path, Map<String, String> form, String proof) throws Exception {
    return send(path, form, Map.of("DPoP", proof));
  }

  Reply sendUnbound(String path, Map<String, String> form) throws Exception {
    return send(path, form, Map.of());
  }

  private Reply send(String path, Map<String, String> form, Map<String, String> headers)
      throws Exception {
    ClientProof who = credential.next();
    Map<String, String> fields = new LinkedHashMap<>(form);
    fields.putAll(who.form());
    Map<String, String> lines = new LinkedHashMap<>(headers);
    lines.putAll(who.headers());
    return learn(wire.post(at(path), fields, lines));
  }

  Reply userInfo(ECKey key, String accessToken) throws Exception {
    URI uri = at(Endpoints.USERINFO);
    String proof = proof(key, "GET", uri, Optional.of(accessToken));
    return learn(wire.get(uri, Map.of("DPoP", proof, "Authorization", "DPoP " + accessToken)));
  }

  /** A proof with the latest nonce. */
  String proof(ECKey key, String method, URI uri, Optional<String> accessToken)
      throws JOSEException {
    return new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256)
        .createDPoPJWT(
            method,
            uri,
            accessToken.map(DPoPAccessToken::new).orElse(null),
            nonce == null ? null : new Nonce(nonce))
        .serialize();
  }

  Reply learn(Reply answer) {
    if (answer.has("DPoP-Nonce")) {
      nonce = answer.header("DPoP-Nonce");
    }
    return answer;
  }
}
