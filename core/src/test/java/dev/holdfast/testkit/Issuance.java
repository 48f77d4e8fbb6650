package dev.holdfast.testkit;

import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.secret.RandomBytes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the tokens of one answer: the right claims in the sizes asked for. */
final class Issuance {

  private static final int ID_TOKEN_SECONDS = 300;

  private final String issuer;
  private final TokenMint mint;
  private final Knobs knobs;
  private final InstantSource time;
  private final RandomBytes random;

  Issuance(String issuer, TokenMint mint, Knobs knobs, InstantSource time, RandomBytes random) {
    this.issuer = issuer;
    this.mint = mint;
    this.knobs = knobs;
    this.time = time;
    this.random = random;
  }

  Instant accessTokenExpiry() {
    return time.instant().plus(knobs.accessTokenLife);
  }

  /** Opaque, or a JWT once a size was asked for. */
  String accessToken(Family family, String scope) {
    if (knobs.accessTokenBytes == 0) {
      return random.text(32);
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", family.login().user());
    claims.put("client_id", family.login().clientId());
    claims.put("scope", scope);
    claims.put("exp", accessTokenExpiry().getEpochSecond());
    claims.put("jti", random.text(16));
    family.key().ifPresent(jkt -> claims.put("cnf", Map.of("jkt", jkt)));
    if (!knobs.certificateThumbprint.isEmpty()) {
      claims.put("cnf", Map.of("x5t#S256", knobs.certificateThumbprint));
    }
    return signed(mint.draft("ES256", "at+jwt", claims), "ES256", knobs.accessTokenBytes);
  }

  String refreshToken() {
    return random.text(knobs.refreshTokenBytes).substring(0, knobs.refreshTokenBytes);
  }

  /** The ID token of a login, or of a refresh, which repeats no nonce (OIDC Core §12.2). */
  String idToken(Login login, String accessToken, boolean refreshed, Faults faults) {
    Map<String, Object> claims = new LinkedHashMap<>();
    long now = time.instant().getEpochSecond();
    claims.put("iss", issuer);
    claims.put("sub", login.user());
    claims.put("aud", login.clientId());
    claims.put("iat", now);
    claims.put("exp", now + ID_TOKEN_SECONDS);
    claims.put("auth_time", login.authenticatedAt().getEpochSecond());
    claims.put("sid", login.sid());
    String algorithm =
        knobs.idTokenAlgorithms.getOrDefault(login.clientId(), knobs.idTokenAlgorithm);
    claims.put("at_hash", atHash(algorithm, accessToken));
    claims.put("preferred_username", login.user());
    claims.put("email", login.user() + "@example.org");
    if (!refreshed && login.request().containsKey("nonce")) {
      claims.put("nonce", login.request().get("nonce"));
    }
    login.acr().ifPresent(acr -> claims.put("acr", acr));
    IdTokenDraft draft = faults.apply(mint.draft(algorithm, "JWT", claims));
    return signed(draft, algorithm, knobs.idTokenBytes);
  }

  /** A logout token (OIDC Back-Channel Logout §2.4). */
  IdTokenDraft logoutToken(String clientId) {
    Map<String, Object> claims = new LinkedHashMap<>();
    long now = time.instant().getEpochSecond();
    claims.put("iss", issuer);
    claims.put("aud", clientId);
    claims.put("iat", now);
    claims.put("exp", now + 120);
    claims.put("jti", random.text(16));
    claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    return mint.draft(knobs.idTokenAlgorithm, "logout+jwt", claims);
  }

  /** The answer to an authorization request, which may be signed or not. */
  IdTokenDraft answer(Map<String, Object> parameters) {
    return mint.draft(answering(parameters), "JWT", new LinkedHashMap<>(parameters));
  }

  /** Such an answer as the client has registered. */
  String signAnswer(IdTokenDraft draft) {
    return mint.sign(draft, answering(draft.claims()));
  }

  private String answering(Map<String, Object> parameters) {
    return knobs.answerAlgorithms.getOrDefault(
        String.valueOf(parameters.get("aud")), knobs.idTokenAlgorithm);
  }

  /** Userinfo to be signed (OIDC Core §5.3.2). */
  IdTokenDraft userinfo(String clientId) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", clientId);
    return mint.draft(knobs.idTokenAlgorithm, "JWT", claims);
  }

  String sign(IdTokenDraft draft) {
    return mint.sign(draft, knobs.idTokenAlgorithm);
  }

  /** Fills up with a random claim: random, so that compression cannot undo it. */
  private String signed(IdTokenDraft draft, String algorithm, int bytes) {
    String plain = mint.sign(draft, algorithm);
    int missing = (bytes - plain.length()) * 3 / 4 - ",\"pad\":\"\"".length();
    if (missing <= 0) {
      return plain;
    }
    String pad = random.text(missing).substring(0, missing);
    return mint.sign(draft.editClaims(claims -> claims.put("pad", pad)), algorithm);
  }

  private static String atHash(String algorithm, String accessToken) {
    String hash =
        switch (algorithm) {
          case "ES384" -> "SHA-384";
          case "EdDSA", "Ed25519" -> "SHA-512";
          default -> "SHA-256";
        };
    byte[] digest = ProofCheck.digest(hash, accessToken);
    return Base64URL.encode(Arrays.copyOf(digest, digest.length / 2)).toString();
  }
}
