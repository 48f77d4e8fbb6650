package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Handbook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/settings.md is held against the code that reads this store's settings. */
class SettingsDocsTest {
  private static final String OURS = "session-store.jdbc.";

  private static List<List<String>> rows() {
    return Handbook.page("../docs/settings.md").rows("Setting").stream()
        .filter(row -> name(row).startsWith(OURS))
        .toList();
  }

  private static String name(List<String> row) {
    return Handbook.quoted(row.get(0)).findFirst().orElseThrow();
  }

  @Test
  void every_setting_has_a_row_and_nothing_else_has() {
    Settings settings = Settings.of(Map.of());

    assertThat(new JdbcSettings(settings, JdbcSettings.SESSION_STORE).sound()).isFalse();

    assertThat(rows().stream().map(SettingsDocsTest::name))
        .containsExactlyInAnyOrderElementsOf(settings.known());
  }

  @Test
  void setting_every_documented_default_changes_nothing() {
    Map<String, String> explicit = new HashMap<>();
    rows()
        .forEach(
            row -> Handbook.quoted(row.get(2)).forEach(value -> explicit.put(name(row), value)));

    assertThat(explicit).hasSize(6);
    assertThat(new JdbcSettings(Settings.of(explicit), JdbcSettings.SESSION_STORE).options())
        .isEqualTo(new JdbcSettings(Settings.of(Map.of()), JdbcSettings.SESSION_STORE).options())
        .isEqualTo(JdbcOptions.defaults());
  }
}
