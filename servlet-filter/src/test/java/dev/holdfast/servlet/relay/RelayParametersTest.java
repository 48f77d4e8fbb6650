package dev.holdfast.servlet.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.testkit.Handbook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of docs/relay.md is held against the code that reads the parameters. */
class RelayParametersTest {
  private static final String ROUTE = "route.orders";
  private static final Map<String, String> LEAST =
      Map.of(ROUTE, "/api/orders -> https://api.example/orders");

  /** One row of the table. */
  private record Row(String name, String kind, String standard, List<String> limits, String why) {}

  private static final List<Row> ROWS =
      Handbook.page("docs/relay.md").rows("Parameter").stream()
          .map(
              cells ->
                  new Row(
                      Handbook.quoted(cells.get(0)).findFirst().orElseThrow(),
                      cells.get(1),
                      cells.get(2),
                      Handbook.quoted(cells.get(3)).toList(),
                      cells.get(4)))
          .toList();

  @Test
  void every_parameter_that_the_code_asks_for_has_one_row_and_nothing_else_has() {
    Settings settings = Settings.of(LEAST);
    assertThat(new RouteReader(settings, "orders").read()).isPresent();
    Set<String> known = settings.known();

    assertThat(ROWS.stream().map(Row::name)).containsExactlyInAnyOrderElementsOf(known);
    assertThat(ROWS).allSatisfy(row -> assertThat(row.why()).isNotBlank());
  }

  @Test
  void setting_every_documented_default_changes_nothing() {
    Map<String, String> explicit = new HashMap<>(LEAST);
    ROWS.forEach(
        row ->
            Handbook.quoted(row.standard())
                .findFirst()
                .ifPresent(value -> explicit.put(row.name(), value)));

    assertThat(explicit).hasSizeGreaterThan(8);
    assertThat(read(explicit)).isEqualTo(read(LEAST));
  }

  @Test
  void documented_limits_are_the_real_ones() {
    List<Row> bounded =
        ROWS.stream()
            .filter(row -> row.kind().equals("size") || row.kind().equals("time"))
            .toList();
    assertThat(bounded).hasSize(4);
    for (Row row : bounded) {
      boolean time = row.kind().equals("time");
      assertThat(isAccepted(row, row.limits().get(0))).as(row.name() + " at least").isTrue();
      assertThat(isAccepted(row, row.limits().get(1))).as(row.name() + " at most").isTrue();
      assertThat(isAccepted(row, oneMore(row.limits().get(1)))).as(row.name()).isFalse();
      assertThat(isAccepted(row, time ? "99ms" : "-1")).as(row.name()).isFalse();
    }
  }

  private static String oneMore(String limit) {
    String digits = limit.replaceAll("[^0-9]", "");
    return Long.parseLong(digits) + 1 + limit.substring(digits.length());
  }

  private static boolean isAccepted(Row row, String value) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put(row.name(), value);
    Throwable refused = catchThrowable(() -> read(values));
    assertThat(refused == null || refused instanceof ConfigurationException).isTrue();
    return refused == null;
  }

  private static RouteTable read(Map<String, String> values) {
    return RouteTableReader.read(values, path -> true);
  }
}
