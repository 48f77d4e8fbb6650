package dev.holdfast.session;

import dev.holdfast.Oidc;
import dev.holdfast.config.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sessions under way, without a provider: nothing of it is asked. */
public final class SampleSessions {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private SampleSessions() {}

  /** What every client needs, and what is given; idle so long that no session is ever touched. */
  public static Settings settings(Map<String, String> given) {
    Map<String, String> all = new HashMap<>();
    all.put("issuer", "https://id.example.com/realms/shop");
    all.put("client-id", "shop");
    all.put("client-secret", "secret");
    all.put("redirect-uri", "https://shop.example.com/auth/callback");
    all.put("seal-keys", "k1:" + KEY);
    all.put("index-key", KEY);
    all.put("idle-timeout", "8h");
    all.putAll(given);
    return Settings.of(all);
  }

  /** The texts of the tickets of so many new sessions. */
  public static List<String> tickets(Oidc oidc, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> oidc.sessions().open(SampleSession.make(Instant.now()), "").ticket().text())
        .toList();
  }
}
