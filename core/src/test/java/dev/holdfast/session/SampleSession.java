package dev.holdfast.session;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.Claims;
import dev.holdfast.provider.RefreshToken;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A session to keep, with tokens of one's choice. */
record SampleSession(
    String accessToken,
    Optional<String> refreshToken,
    String idToken,
    Claims userinfo,
    Optional<DpopKey> key) {

  static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final Duration LONGEST = Duration.ofHours(8);

  private static final Random RANDOM = new Random(9449);
  private static final String HEADER =
      "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE\"}";
  private static final String ACCESS =
      "{\"exp\":1767225900,\"iat\":1767225600,\"jti\":\"onrtac:4b7e6a0f-61f0-42a6-8f3c-4f9d2b1c7e55\","
          + "\"iss\":\"https://id.example.com/realms/shop\",\"aud\":[\"orders\",\"account\"],"
          + "\"sub\":\"6f1c0a52-93d4-4a8e-bf5d-0d5f7c8e2b11\",\"typ\":\"DPoP\",\"azp\":\"shop\","
          + "\"sid\":\"e2b9c6aa-5d0f-4cf1-9a37-7f3f1f3f9a10\",\"acr\":\"1\","
          + "\"allowed-origins\":[\"https://shop.example.com\"],"
          + "\"realm_access\":{\"roles\":[\"offline_access\",\"uma_authorization\",\"buyer\"]},"
          + "\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"},\"scope\":\"openid"
          + " profile email offline_access\"}";
  private static final String ID =
      "{\"exp\":1767225900,\"iat\":1767225600,\"jti\":\"a97c3d0e-08f1-4f56-9a43-1d7b2f6c8e90\","
          + "\"iss\":\"https://id.example.com/realms/shop\",\"aud\":\"shop\","
          + "\"sub\":\"6f1c0a52-93d4-4a8e-bf5d-0d5f7c8e2b11\",\"typ\":\"ID\",\"azp\":\"shop\","
          + "\"sid\":\"e2b9c6aa-5d0f-4cf1-9a37-7f3f1f3f9a10\","
          + "\"nonce\":\"8Zt1k0XbUu5mQ3yH2vJcWnR7sLdAeFgP\",\"at_hash\":\"3qM0tWvYx6BzK8nUoIcRfA\","
          + "\"name\":\"Ada Miller\",\"email\":\"ada.miller@example.com\",\"email_verified\":true}";

  /** Access token 1.2 KB, ID token 1 KB, both signed with RSA; opaque refresh token 0.6 KB. */
  static SampleSession usual() {
    return new SampleSession(
        jwt(ACCESS),
        Optional.of(opaque(450)),
        jwt(ID),
        Claims.NONE,
        Optional.of(DpopKey.generate(DpopAlgorithm.ES256)));
  }

  SampleSession withAccess(String token) {
    return new SampleSession(token, refreshToken, idToken, userinfo, key);
  }

  SampleSession withRefresh(Optional<String> token) {
    return new SampleSession(accessToken, token, idToken, userinfo, key);
  }

  SampleSession withIdToken(String token) {
    return new SampleSession(accessToken, refreshToken, token, userinfo, key);
  }

  SampleSession withUserinfo(Claims claims) {
    return new SampleSession(accessToken, refreshToken, idToken, claims, key);
  }

  SampleSession withKey(Optional<DpopKey> other) {
    return new SampleSession(accessToken, refreshToken, idToken, userinfo, other);
  }

  /** How long the tokens are as text. */
  int tokenLetters() {
    return accessToken.length() + refreshToken.map(String::length).orElse(0) + idToken.length();
  }

  Session session() {
    return session(Optional.of(NOW.plusSeconds(300)), true);
  }

  Session session(Optional<Instant> accessEnd, boolean bound) {
    return session(accessEnd, bound, LONGEST);
  }

  /** The same, which ends earlier than the latest possible moment. */
  Session endingIn(Duration life) {
    return session(Optional.of(NOW.plusSeconds(300)), true, life);
  }

  private Session session(Optional<Instant> accessEnd, boolean bound, Duration life) {
    return new Session(
        "6f1c0a52-93d4-4a8e-bf5d-0d5f7c8e2b11",
        new Session.Course(NOW, NOW.minusSeconds(10), NOW.plus(life), NOW.plus(LONGEST)),
        new Session.Parts(
            Lazy.of(Claims.NONE),
            Lazy.of(userinfo),
            Lazy.of(tokens(accessEnd, bound)),
            Lazy.of(key),
            Lazy.of(Optional.empty())));
  }

  private TokenSet tokens(Optional<Instant> accessEnd, boolean bound) {
    return new TokenSet(
        new AccessToken(
            SecretText.of(accessToken), NOW, accessEnd, Set.of("openid", "profile"), bound),
        refreshToken.map(SecretText::of).map(RefreshToken::new),
        SecretText.of(idToken));
  }

  static String jwt(String claims) {
    return base64url(HEADER) + "." + base64url(claims) + "." + opaque(256);
  }

  static String base64url(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  static String opaque(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return encode(bytes);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
