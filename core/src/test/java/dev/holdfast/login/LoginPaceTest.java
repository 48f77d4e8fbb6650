package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.LoginPolicy;
import dev.holdfast.config.ProviderParameters;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.testkit.FixedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("TXN-11, A68: how many logins may begin")
class LoginPaceTest {
  private static final String ALICE = "192.0.2.1";

  private final FixedTime time = FixedTime.at(Instant.parse("2026-11-25T12:00:00Z"));

  private LoginPace pace(int perAddress, int overall) {
    return new LoginPace(
        new LoginPolicy(
            ResponseMode.QUERY,
            false,
            List.of(),
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            ProviderParameters.NONE,
            List.of(),
            false,
            perAddress,
            overall),
        time);
  }

  private static int admitted(LoginPace pace, String address, int tries) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      admitted += pace.next(address).isEmpty() ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void an_address_has_its_number_and_then_one_at_a_time() {
    LoginPace pace = pace(6, 0);
    assertThat(admitted(pace, ALICE, 10_000)).isEqualTo(6);
    assertThat(pace.next(ALICE)).hasValue(Duration.ofSeconds(10));
    assertThat(admitted(pace, "192.0.2.2", 10)).as("another address").isEqualTo(6);
    time.advance(Duration.ofSeconds(10));
    assertThat(admitted(pace, ALICE, 10)).isEqualTo(1);
    time.advance(Duration.ofMinutes(10));
    assertThat(admitted(pace, ALICE, 10)).isEqualTo(6);
  }

  @Test
  void all_addresses_together_have_theirs() {
    LoginPace pace = pace(6, 20);
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      admitted += admitted(pace, "192.0.2." + i, 1);
    }
    assertThat(admitted).isEqualTo(20);
    time.advance(Duration.ofSeconds(3));
    assertThat(admitted(pace, "192.0.2.200", 10)).isEqualTo(1);
  }

  @Test
  void whoever_is_refused_uses_nothing_up() {
    LoginPace pace = pace(2, 10);
    assertThat(admitted(pace, ALICE, 1000)).isEqualTo(2);
    assertThat(admitted(pace, "192.0.2.2", 1)).isEqualTo(1);
  }

  @Test
  void zero_is_any_number() {
    assertThat(admitted(pace(0, 0), ALICE, 100_000)).isEqualTo(100_000);
  }

  @Test
  @DisplayName("a network of IPv6 is one address, however it is written")
  void a_network_counts_as_one() {
    LoginPace pace = pace(2, 0);
    assertThat(admitted(pace, "2001:db8:0:1::1", 1)).isEqualTo(1);
    assertThat(admitted(pace, "2001:DB8:0:1:ffff::2%eth0", 1)).isEqualTo(1);
    assertThat(admitted(pace, "[2001:db8:0:1::3]", 1)).isZero();
    assertThat(admitted(pace, "2001:db8:0:2::1", 1)).isEqualTo(1);
    assertThat(admitted(pace, "::ffff:192.0.2.1", 2)).isEqualTo(2);
    assertThat(admitted(pace, ALICE, 1)).isZero();
    assertThat(admitted(pace, "no:address:at:all", 3)).isEqualTo(2);
    assertThat(admitted(pace, "", 3)).isEqualTo(2);
  }

  @Test
  @DisplayName("OPS-09: a clock that is set back locks nobody out")
  void a_clock_that_is_set_back_begins_anew() {
    LoginPace pace = pace(6, 6);
    assertThat(admitted(pace, ALICE, 10)).isEqualTo(6);
    time.advance(Duration.ofHours(-1));
    assertThat(admitted(pace, ALICE, 10)).isEqualTo(6);
  }

  @Test
  @DisplayName("what is remembered has an end: quiet addresses are forgotten first")
  void memory_has_an_end() {
    LoginPace pace = pace(1, 0);
    assertThat(admitted(pace, ALICE, 1)).isEqualTo(1);
    for (int i = 0; i < 10_000; i++) {
      pace.next("10.0." + i / 256 + "." + i % 256);
    }
    assertThat(admitted(pace, "10.0.39.15", 1)).as("the last of them").isZero();
    assertThat(admitted(pace, ALICE, 1)).as("the first").isEqualTo(1);
  }
}
