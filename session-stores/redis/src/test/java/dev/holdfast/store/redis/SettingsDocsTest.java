package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Handbook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/settings.md is held against the code that reads the settings of Redis. */
class SettingsDocsTest {
  private static final String OURS = "session-store.redis.";

  private static List<List<String>> rows() {
    return Handbook.page("../docs/settings.md").rows("Setting").stream()
        .filter(row -> name(row).startsWith(OURS))
        .toList();
  }

  private static String name(List<String> row) {
    return Handbook.quoted(row.get(0)).findFirst().orElseThrow();
  }

  /** What the page says of a setting, other than a required one, that nobody has set. */
  private static Optional<String> standard(String setting) {
    return rows().stream()
        .filter(row -> name(row).equals(OURS + setting))
        .flatMap(row -> Handbook.quoted(row.get(2)))
        .findFirst();
  }

  @Test
  void every_setting_has_a_row_and_nothing_else_has() {
    Settings settings = Settings.of(Map.of());

    RedisSettings.ofSessions(settings);

    assertThat(rows().stream().map(SettingsDocsTest::name))
        .containsExactlyInAnyOrderElementsOf(settings.known());
  }

  @Test
  void documented_defaults_are_the_real_ones() {
    RedisSettings read = RedisSettings.ofSessions(Settings.of(Map.of()));

    assertThat(standard("key-prefix")).contains(read.keys().prefix());
    assertThat(standard("pool-size")).contains(String.valueOf(read.poolSize()));
    Duration limit =
        Settings.of(Map.of("time", standard("time-limit").orElseThrow()))
            .duration("time", Duration.ZERO);
    assertThat(limit).isEqualTo(read.limit());
  }
}
