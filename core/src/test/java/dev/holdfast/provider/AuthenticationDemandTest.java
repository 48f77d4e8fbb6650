package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refusal of an API says about the login it wants, and which logins will do. */
class AuthenticationDemandTest {
  private static final String INSUFFICIENT = "error=\"insufficient_user_authentication\"";
  private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private static Optional<AuthenticationDemand> in(String... values) {
    return AuthenticationDemand.in(List.of(values));
  }

  @ParameterizedTest(name = "SU-01: scheme {0}")
  @ValueSource(strings = {"Bearer", "DPoP", "dpop", "MAC"})
  void a_challenge_of_any_scheme_is_understood(String scheme) {
    assertThat(in(scheme + " " + INSUFFICIENT + ", acr_values=\"gold silver\", max_age=\"5\""))
        .hasValue(AuthenticationDemand.ofAcr("gold", "silver").andMaxAge(Duration.ofSeconds(5)));
  }

  @Test
  @DisplayName("SU-01: RFC 9470's own examples")
  void the_examples_of_the_rfc_are_understood() {
    assertThat(
            in(
                "Bearer error=\"insufficient_user_authentication\","
                    + " error_description=\"A different authentication level is required\","
                    + " acr_values=\"myACR\""))
        .hasValue(AuthenticationDemand.ofAcr("myACR"));
    assertThat(
            in(
                "Bearer error=\"insufficient_user_authentication\","
                    + " error_description=\"More recent authentication is required\","
                    + " max_age=\"5\""))
        .hasValue(AuthenticationDemand.ofMaxAge(Duration.ofSeconds(5)));
  }

  @Test
  void of_several_challenges_the_first_that_can_be_met_counts() {
    assertThat(
            in(
                "Bearer realm=\"orders\", DPoP error=\"invalid_token\"",
                "DPoP " + INSUFFICIENT + ", max_age=soon",
                "DPoP " + INSUFFICIENT + ", max_age=60"))
        .hasValue(AuthenticationDemand.ofMaxAge(Duration.ofMinutes(1)));
  }

  @ParameterizedTest(name = "SU-01: {0}")
  @ValueSource(
      strings = {
        "",
        ", acr_values=\"\"",
        ", max_age=-1",
        ", max_age=\"\"",
        ", max_age=1.5",
        ", max_age=+5",
        ", max_age=1e3",
        ", max_age=\"\u0665\"",
        ", max_age=9999999999",
        ", acr_values=\"gold\", max_age=never",
        ", acr_values=\"g\u00f6ld\"",
        ", acr_values=\"gold\u0007\"",
        ", acr_values=\"gold\tsilver\"",
        ", acr_values=\"a\\\"b\"",
        ", acr_values=\"1 2 3 4 5 6 7 8 9 10 11\""
      })
  void what_the_rfc_does_not_allow_demands_nothing(String parameters) {
    assertThat(in("DPoP " + INSUFFICIENT + parameters)).isEmpty();
  }

  @Test
  void another_error_demands_nothing() {
    assertThat(in("DPoP error=\"invalid_token\", acr_values=\"gold\"")).isEmpty();
    assertThat(in("DPoP acr_values=\"gold\"")).isEmpty();
    assertThat(in()).isEmpty();
  }

  @Test
  void ten_contexts_are_understood_and_no_more_than_fit_into_a_login() {
    assertThat(in("DPoP " + INSUFFICIENT + ", acr_values=\"1 2 3 4 5 6 7 8 9 10\"")).isPresent();
    String longest = "a".repeat(512);
    assertThat(in("DPoP " + INSUFFICIENT + ", acr_values=" + longest)).isPresent();
    assertThat(in("DPoP " + INSUFFICIENT + ", acr_values=" + longest + "a")).isEmpty();
  }

  @Test
  void code_that_demands_nonsense_is_told() {
    String[] eleven = IntStream.range(0, 11).mapToObj(Integer::toString).toArray(String[]::new);
    assertRefused(() -> AuthenticationDemand.ofAcr(eleven));
    assertRefused(() -> AuthenticationDemand.ofAcr("gold silver"));
    assertRefused(() -> AuthenticationDemand.ofAcr("g\u00f6ld"));
    assertRefused(() -> AuthenticationDemand.ofAcr(""));
    assertRefused(() -> AuthenticationDemand.ofMaxAge(Duration.ofSeconds(-1)));
    assertRefused(() -> AuthenticationDemand.ofMaxAge(Duration.ofMillis(1500)));
    assertRefused(() -> AuthenticationDemand.ofMaxAge(Duration.ofDays(20_000)));
  }

  private static void assertRefused(Runnable code) {
    assertThatThrownBy(code::run).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void it_is_sent_in_the_words_of_openid_connect() {
    assertThat(AuthenticationDemand.ofAcr("gold", "silver").andMaxAge(Duration.ZERO).parameters())
        .containsEntry("acr_values", "gold silver")
        .containsEntry("max_age", "0");
    assertThat(AuthenticationDemand.NONE.parameters()).isEqualTo(Collections.emptyMap());
  }

  @Test
  @DisplayName("IDT-12: one of the contexts, exactly as written")
  void only_a_context_that_was_named_will_do() {
    AuthenticationDemand demand = AuthenticationDemand.ofAcr("gold", "silver");
    assertThat(demand.acceptsContext(Optional.of("silver"))).isTrue();
    assertThat(demand.acceptsContext(Optional.of("Silver"))).isFalse();
    assertThat(demand.acceptsContext(Optional.of("gold silver"))).isFalse();
    assertThat(demand.acceptsContext(Optional.empty())).isFalse();
    assertThat(AuthenticationDemand.NONE.acceptsContext(Optional.empty())).isTrue();
  }

  @Test
  @DisplayName("IDT-12: auth_time + max_age + leeway is not past")
  void only_a_time_that_is_known_and_recent_will_do() {
    AuthenticationDemand demand = AuthenticationDemand.ofMaxAge(Duration.ofSeconds(60));
    assertThat(demand.acceptsTime(Optional.of(NOW), NOW, LEEWAY)).isTrue();
    assertThat(demand.acceptsTime(Optional.of(NOW.minusSeconds(90)), NOW, LEEWAY)).isTrue();
    assertThat(demand.acceptsTime(Optional.of(NOW.minusSeconds(91)), NOW, LEEWAY)).isFalse();
    assertThat(demand.acceptsTime(Optional.of(NOW.plusSeconds(60)), NOW, LEEWAY)).isTrue();
    assertThat(demand.acceptsTime(Optional.of(NOW.plusSeconds(61)), NOW, LEEWAY)).isFalse();
    assertThat(demand.acceptsTime(Optional.empty(), NOW, LEEWAY)).isFalse();
    assertThat(AuthenticationDemand.NONE.acceptsTime(Optional.empty(), NOW, LEEWAY)).isTrue();
  }
}
