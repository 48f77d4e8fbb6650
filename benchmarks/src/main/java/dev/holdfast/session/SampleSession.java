package dev.holdfast.session;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.Claims;
import dev.holdfast.provider.RefreshToken;
import dev.holdfast.provider.TokenSet;
import dev.holdfast.secret.SecretBytes;
import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A session as a realm server would issue it: an access token of 1.2 KB and an ID token of 1 KB,
 * both signed with RSA, an opaque refresh token of 0.6 KB, a key on P-256. The same in every run.
 */
final class SampleSession {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final String SUBJECT = "6f1c0a52-93d4-4a8e-bf5d-0d5f7c8e2b11";
  private static final String SID = "e2b9c6aa-5d0f-4cf1-9a37-7f3f1f3f9a10";

  private static final String HEADER =
      "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"FJ86GcF3jTbNLOco4NvZkUCIUmfYCqoqtOQeMfbhNlE\"}";

  private static final String ACCESS =
      ("{'exp':1767225900,'iat':1767225600,'auth_time':1767225590,"
              + "'jti':'onrtac:4b7e6a0f-61f0-42a6-8f3c-4f9d2b1c7e55',"
              + "'iss':'https://id.example.com/realms/shop','aud':['orders','account'],"
              + ("'sub':'" + SUBJECT + "','typ':'DPoP','azp':'shop','sid':'" + SID + "',")
              + "'acr':'1','allowed-origins':['https://shop.example.com'],"
              + "'realm_access':{'roles':['offline_access','uma_authorization','buyer']},"
              + "'cnf':{'jkt':'0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'},"
              + "'scope':'openid profile email offline_access'}")
          .replace('\'', '"');

  private static final String ID =
      ("{'exp':1767225900,'iat':1767225600,'auth_time':1767225590,"
              + "'jti':'a97c3d0e-08f1-4f56-9a43-1d7b2f6c8e90',"
              + "'iss':'https://id.example.com/realms/shop','aud':'shop',"
              + ("'sub':'" + SUBJECT + "','typ':'ID','azp':'shop','sid':'" + SID + "',")
              + "'nonce':'8Zt1k0XbUu5mQ3yH2vJcWnR7sLdAeFgP','at_hash':'3qM0tWvYx6BzK8nUoIcRfA',"
              + "'email_verified':true,'name':'Ada Miller','preferred_username':'ada',"
              + "'email':'ada.miller@example.com'}")
          .replace('\'', '"');

  private final Random random = new Random(9449);

  static Session make() {
    return make(NOW);
  }

  /** The same, begun now. */
  static Session make(Instant now) {
    SampleSession sample = new SampleSession();
    TokenSet tokens =
        new TokenSet(
            new AccessToken(
                sample.jwt(ACCESS),
                now,
                Optional.of(now.plusSeconds(300)),
                Set.of("openid", "profile", "email", "offline_access"),
                true),
            Optional.of(new RefreshToken(SecretText.of(sample.opaque(450)))),
            sample.jwt(ID));
    return new Session(
        SUBJECT,
        new Session.Course(
            now,
            now.minusSeconds(10),
            now.plus(Duration.ofHours(8)),
            now.plus(Duration.ofHours(8))),
        new Session.Parts(
            Lazy.of(Claims.parse(ID)),
            Lazy.of(Claims.NONE),
            Lazy.of(tokens),
            Lazy.of(Optional.of(DpopKey.generate(DpopAlgorithm.ES256))),
            Lazy.of(Optional.empty())));
  }

  static BrowserLink link() {
    return new BrowserLink(
        "7dK0pQw2mVbX9sLrTzYh3A", 0, SecretBytes.of(new byte[32]), NOW.plusSeconds(1800));
  }

  static Instant now() {
    return NOW;
  }

  private SecretText jwt(String claims) {
    return SecretText.of(text(utf8(HEADER)) + "." + text(utf8(claims)) + "." + opaque(256));
  }

  private String opaque(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return text(bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
