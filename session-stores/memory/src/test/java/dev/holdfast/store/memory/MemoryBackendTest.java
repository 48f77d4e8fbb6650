package dev.holdfast.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.StoreBackend;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemoryBackendTest {

  @Test
  void the_word_memory_finds_this_back_end() {
    assertThat(ServiceLoader.load(StoreBackend.class))
        .filteredOn(backend -> backend.name().equals("memory"))
        .hasExactlyElementsOfTypes(MemoryBackend.class);
  }

  @Test
  void its_settings_are_known() {
    Settings settings =
        Settings.of(
            Map.of(
                "session-store.memory.max-sessions", "10",
                "coordination.memory.max-facts", "10"));

    open(settings);

    settings.finish();
    assertThat(settings.number("session-store.memory.max-sessions", 1, 1, 10)).isEqualTo(10);
  }

  @Test
  void a_store_for_nobody_is_a_problem() {
    Settings settings =
        Settings.of(
            Map.of(
                "session-store.memory.max-sessions", "0",
                "coordination.memory.max-facts", "many"));

    open(settings);

    assertThatThrownBy(settings::finish)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("session-store.memory.max-sessions")
        .hasMessageContaining("coordination.memory.max-facts");
  }

  private static void open(Settings settings) {
    MemoryBackend backend = new MemoryBackend();
    backend.sessionStore(settings, InstantSource.system(), RandomBytes.secure()).close();
    backend.coordinationStore(settings, InstantSource.system()).close();
  }
}
