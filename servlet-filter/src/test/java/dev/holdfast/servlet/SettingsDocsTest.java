package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Oidc;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import dev.holdfast.session.StoreBackend;
import dev.holdfast.testkit.Handbook;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/settings.md is held against the code that reads the settings. */
class SettingsDocsTest {
  private static final Pattern OF_A_STORE =
      Pattern.compile("(?:session-store|coordination)\\.([a-z]+)\\..+");

  /** What begins so is known only where sessions are kept in cookies. */
  private static final String OF_COOKIES = "session-store.cookie.";

  private static final Map<String, String> LEAST =
      Map.of(
          "issuer", "https://id.example",
          "client-id", "shop",
          "client-secret", "not-a-secret",
          "redirect-uri", "https://shop.example/auth/callback",
          "seal-keys", "k1:" + Shop.KEY,
          "index-key", Shop.KEY,
          "session-store", "memory",
          "clients", "billing");

  /** One row of a table. */
  private record Row(String name, String kind, String standard, String limits, String reason) {}

  private static final List<Row> ROWS =
      Handbook.page("docs/settings.md").rows("Setting").stream()
          .map(
              cells ->
                  new Row(
                      Handbook.quoted(cells.get(0)).findFirst().orElseThrow(),
                      cells.get(1),
                      cells.get(2),
                      cells.get(3),
                      cells.get(4)))
          .filter(row -> isReadHere(row.name()))
          .toList();

  /** Stores in other modules document their settings on the same page. */
  private static boolean isReadHere(String name) {
    Set<String> here =
        ServiceLoader.load(StoreBackend.class).stream()
            .map(found -> found.get().name())
            .collect(Collectors.toSet());
    var ofAStore = OF_A_STORE.matcher(name);
    return !ofAStore.matches() || here.contains(ofAStore.group(1));
  }

  @Test
  void every_setting_that_the_code_asks_for_has_one_row_and_nothing_else_has() {
    Set<String> known = new HashSet<>(read(LEAST).known());
    Map<String, String> withCookies = new HashMap<>(LEAST);
    withCookies.put("session-store", "cookie");
    known.addAll(read(withCookies).known());
    known.addAll(namesOfProviders(known));
    known.add("settings-file"); // says where the others are

    assertThat(ROWS.stream().map(Row::name)).containsExactlyInAnyOrderElementsOf(known);
    assertThat(ROWS).allSatisfy(row -> assertThat(row.reason()).isNotBlank());
  }

  /** What is asked for where there are several, without what a provider shares with the others. */
  private static Set<String> namesOfProviders(Set<String> ofOne) {
    Settings settings = Settings.of(Map.of("providers", "staff"));
    ProvidersReader several = new ProvidersReader(settings);
    several.settings().forEach(OidcConfig::read);
    several.sharedPart(several.settings().stream().map(FilterSettings::read).toList());
    String own = "provider.staff.";
    return settings.known().stream()
        .filter(name -> !name.startsWith(own) || !ofOne.contains(name.substring(own.length())))
        .collect(Collectors.toSet());
  }

  @Test
  void what_is_marked_as_required_is_what_an_empty_file_lacks() {
    assertThat(names(row -> row.standard().startsWith("**required**")))
        .containsExactlyInAnyOrderElementsOf(
            problems(Map.of()).stream()
                .map(problem -> problem.substring(0, problem.indexOf(' ')))
                .toList());
  }

  @Test
  void setting_every_documented_default_changes_nothing() {
    Map<String, String> explicit = new HashMap<>(LEAST);
    ROWS.stream()
        .filter(row -> !row.name().startsWith(OF_COOKIES))
        .forEach(
            row ->
                Handbook.quoted(row.standard()).forEach(value -> explicit.put(row.name(), value)));

    assertThat(explicit).hasSizeGreaterThan(LEAST.size() + 20);
    assertThat(problems(explicit)).isEmpty();
    assertThat(OidcConfig.read(Settings.of(explicit)).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("sealKeys", "indexKey")
        .isEqualTo(OidcConfig.read(Settings.of(LEAST)).orElseThrow());
    assertThat(FilterSettings.read(Settings.of(explicit)))
        .isEqualTo(FilterSettings.read(Settings.of(LEAST)));
  }

  @Test
  void documented_limits_of_times_are_the_real_ones() {
    for (Row row : rows("time")) {
      List<String> limits = Handbook.quoted(row.limits()).toList();
      Duration least = time(limits.get(0));
      Duration most = time(limits.get(1));

      assertThat(complaints(row, limits.get(0))).as(row.name() + " at least").isEmpty();
      assertThat(complaints(row, limits.get(1))).as(row.name() + " at most").isEmpty();
      assertThat(complaints(row, most.plusSeconds(1).toSeconds() + "s")).as(row.name()).hasSize(1);
      if (!least.isZero()) {
        assertThat(complaints(row, least.minusMillis(1).toMillis() + "ms"))
            .as(row.name())
            .hasSize(1);
      }
    }
  }

  @Test
  void documented_limits_of_numbers_are_the_real_ones() {
    for (Row row : rows("number")) {
      List<Integer> limits = Handbook.quoted(row.limits()).map(Integer::valueOf).toList();

      assertThat(complaints(row, "" + limits.get(0))).as(row.name()).isEmpty();
      assertThat(complaints(row, "" + limits.get(1))).as(row.name()).isEmpty();
      assertThat(complaints(row, "" + (limits.get(0) - 1))).as(row.name()).hasSize(1);
      assertThat(complaints(row, "" + (limits.get(1) + 1))).as(row.name()).hasSize(1);
    }
  }

  private static List<Row> rows(String kind) {
    List<Row> found = ROWS.stream().filter(row -> row.kind().equals(kind)).toList();
    assertThat(found).isNotEmpty();
    return found;
  }

  private static Stream<String> names(Predicate<Row> wanted) {
    return ROWS.stream().filter(wanted).map(Row::name);
  }

  private static Duration time(String text) {
    return Settings.of(Map.of("time", text)).duration("time", Duration.ofDays(-1));
  }

  /** What is wrong with this value of a setting, apart from how it fits to others. */
  private static List<String> complaints(Row row, String value) {
    Map<String, String> values = new HashMap<>(LEAST);
    if (row.name().startsWith(OF_COOKIES)) {
      values.put("session-store", "cookie");
    }
    values.put(row.name(), value);
    return problems(values).stream()
        .filter(
            problem ->
                problem.startsWith(row.name() + " is not between")
                    || problem.startsWith(row.name() + " is no "))
        .toList();
  }

  private static Settings read(Map<String, String> values) {
    Settings settings = Settings.of(values);
    Oidc.read(settings);
    FilterSettings.read(settings);
    return settings;
  }

  private static List<String> problems(Map<String, String> values) {
    try {
      read(values).finish();
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems();
    }
  }
}
