package dev.holdfast.session;

import dev.holdfast.Oidc;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/** A client with sessions under way, without a provider: nothing of it is asked. */
public final class SampleSessions {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private SampleSessions() {}

  /** A client over these stores, at the time of the sample session. */
  public static Oidc client(SessionStore sessions, CoordinationStore facts) {
    OidcConfig config =
        OidcConfig.builder()
            .issuer(URI.create("https://id.example.com/realms/shop"))
            .clientId("shop")
            .authenticateWith(new ClientAuthentication.SecretBasic(SecretText.of("secret")))
            .redirectUri(URI.create("https://shop.example.com/auth/callback"))
            .sealKeys(KeyRing.parse("k1:" + KEY))
            .indexKey(IndexKey.parse(KEY))
            .build();
    return Oidc.builder(config)
        .sessionStore(sessions)
        .coordinationStore(facts)
        .time(clock())
        .build();
  }

  /** The clock that stands still at the time of the sample session. */
  public static InstantSource clock() {
    return InstantSource.fixed(SampleSession.now());
  }

  /** The texts of the tickets of so many new sessions. */
  public static List<String> tickets(Oidc oidc, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> oidc.sessions().open(SampleSession.make()).ticket().text())
        .toList();
  }
}
