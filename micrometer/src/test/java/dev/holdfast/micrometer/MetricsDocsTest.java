package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.ApiRefusal;
import dev.holdfast.event.LogoutCause;
import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.event.Repeat;
import dev.holdfast.event.StoreOperation;
import dev.holdfast.event.StoreOutcome;
import dev.holdfast.event.Suspicion;
import dev.holdfast.testkit.Handbook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table in docs/metrics.md has the meters that there are. */
class MetricsDocsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static List<OidcEvent> oneOfEach() {
    return List.of(
        new OidcEvent.LoggedIn("c", "s", "u", Optional.empty()),
        new OidcEvent.LoginRefused("c", ErrorCode.LOGIN_DENIED),
        new OidcEvent.RequestRefused("c", 401, ErrorCode.SESSION_REQUIRED),
        new OidcEvent.RenewalBegun("c", "s", "u"),
        new OidcEvent.RenewalEnded("c", "s", "u", Optional.empty(), SECOND),
        new OidcEvent.LoggedOut("c", Optional.of("s"), Optional.of("u"), LogoutCause.USER, 1),
        new OidcEvent.StoreOutageBegun("c"),
        new OidcEvent.StoreOutageEnded("c", SECOND),
        new OidcEvent.Suspected("c", Suspicion.COOKIE_REPEATED),
        new OidcEvent.OlderSealKeyUsed("c", "k1"),
        new OidcEvent.ProviderKeysChanged("c"),
        new OidcEvent.ApiCallRefused("c", "https://api.example", ApiRefusal.NONCE, true),
        new OidcEvent.StoreCalled("c", "Map", StoreOperation.LOAD, StoreOutcome.DONE, SECOND),
        new OidcEvent.ProviderCalled(
            "c", ProviderEndpoint.TOKEN, OptionalInt.of(200), Repeat.NONCE, SECOND));
  }

  /** Name, kind and tags. */
  private static Set<String> registered(Stream<OidcEvent> events) {
    MeterRegistry registry = new SimpleMeterRegistry();
    OidcMetrics metrics = new OidcMetrics(registry);
    events.forEach(metrics::heard);
    return registry.getMeters().stream()
        .map(
            meter ->
                meter.getId().getName()
                    + " "
                    + meter.getId().getType().name().toLowerCase(Locale.ROOT)
                    + " "
                    + meter.getId().getTags().stream()
                        .map(Tag::getKey)
                        .collect(Collectors.toCollection(TreeSet::new)))
        .collect(Collectors.toSet());
  }

  @Test
  void every_event_has_a_meter() {
    assertThat(oneOfEach())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(OidcEvent.class.getPermittedSubclasses());
    assertThat(oneOfEach())
        .allSatisfy(event -> assertThat(registered(Stream.of(event))).isNotEmpty());
  }

  @Test
  @DisplayName("OPS-07: metrics without user data")
  void every_meter_is_in_the_table_and_nothing_else_is() {
    Set<String> told =
        Handbook.page("docs/metrics.md").rows("Metric").stream()
            .map(
                row ->
                    Handbook.quoted(row.get(0)).findFirst().orElseThrow()
                        + " "
                        + row.get(1)
                        + " "
                        + Handbook.quoted(row.get(2))
                            .collect(Collectors.toCollection(TreeSet::new)))
            .collect(Collectors.toSet());
    assertThat(told).isEqualTo(registered(oneOfEach().stream()));
  }

  @Test
  void every_alert_speaks_of_a_meter_that_there_is() {
    Set<String> names =
        registered(oneOfEach().stream()).stream()
            .map(text -> text.substring(0, text.indexOf(' ')))
            .collect(Collectors.toSet());
    assertThat(Handbook.page("docs/operations.md").rows("Alert when"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            row ->
                assertThat(Handbook.quoted(row.get(0)).filter(text -> text.startsWith("holdfast.")))
                    .isNotEmpty()
                    .isSubsetOf(names));
  }
}
