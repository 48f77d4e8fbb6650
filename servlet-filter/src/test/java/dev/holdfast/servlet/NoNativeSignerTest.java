package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Oidc;
import dev.holdfast.config.Settings;
import dev.holdfast.testkit.LogLines;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This module has no native signer on its class path, as most applications will not. */
class NoNativeSignerTest {
  private static Settings settings(String provider) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "issuer", "https://id.example",
                "client-id", "shop",
                "client-secret", "not-a-secret",
                "redirect-uri", "https://shop.example/auth/callback",
                "seal-keys", "k1:" + Shop.KEY,
                "index-key", Shop.KEY,
                "session-store", "memory"));
    values.put("dpop-jca-provider", provider);
    return Settings.of(values);
  }

  @Test
  void java_signs_and_says_so_once() {
    try (LogLines log = LogLines.of("dev.holdfast.dpop");
        Oidc oidc = Oidc.read(settings("auto")).orElseThrow().build()) {
      assertThat(oidc.config().registration()).isEqualTo("default");
      assertThat(log.read()).containsExactly("INFO DPoP proofs are signed by the Java platform");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AmazonCorrettoCryptoProvider", "Conscrypt"})
  void a_demanded_one_is_missed(String provider) {
    Settings settings = settings(provider);

    assertThat(Oidc.read(settings)).isEmpty();
    assertThatThrownBy(settings::finish)
        .hasMessageContaining("dpop-jca-provider names " + provider + ", which is neither");
  }
}
