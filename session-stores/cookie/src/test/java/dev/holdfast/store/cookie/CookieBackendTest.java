package dev.holdfast.store.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Custody;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CookieBackendTest {
  private final CookieBackend backend = new CookieBackend();

  @Test
  void the_words_cookie_and_memory_find_a_back_end() {
    assertThat(ServiceLoader.load(StoreBackend.class))
        .extracting(StoreBackend::name)
        .containsExactlyInAnyOrder("cookie", "memory");
  }

  @Test
  void the_browser_holds_its_sessions_and_memory_its_facts() {
    Settings settings = Settings.of(Map.of("session-store.cookie.max-chunks", "3"));

    try (SessionStore sessions =
            backend.sessionStore(settings, InstantSource.system(), RandomBytes.secure());
        CoordinationStore facts = backend.coordinationStore(settings, InstantSource.system())) {
      assertThat(sessions.custody()).isEqualTo(Custody.BROWSER);
      assertThat(facts.putIfAbsent(new Fact("seen"), new byte[0], Duration.ofMinutes(1))).isTrue();
      assertThat(facts.putIfAbsent(new Fact("seen"), new byte[0], Duration.ofMinutes(1))).isFalse();
    }
    settings.finish();
  }

  @Test
  void more_than_three_cookies_are_a_problem() {
    Settings settings = Settings.of(Map.of("session-store.cookie.max-chunks", "4"));

    backend.sessionStore(settings, InstantSource.system(), RandomBytes.secure()).close();

    assertThatThrownBy(settings::finish)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("session-store.cookie.max-chunks");
  }
}
