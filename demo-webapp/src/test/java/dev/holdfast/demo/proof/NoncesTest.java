package dev.holdfast.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoncesTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private Instant now = Instant.parse("2026-05-01T10:00:00Z");
  private final Nonces nonces = new Nonces(NoncePolicy.wantedFor(WINDOW), () -> now, new byte[32]);

  @Test
  void a_nonce_is_good_to_the_end_of_its_window_and_no_longer() {
    String nonce = nonces.next().orElseThrow();

    now = now.plus(WINDOW);
    assertThat(nonces.accepts(nonce)).isTrue();
    now = now.plusMillis(1);
    assertThat(nonces.accepts(nonce)).isFalse();
  }

  @Test
  void forgotten_and_foreign_nonces_are_refused() {
    String nonce = nonces.next().orElseThrow();
    nonces.forget();

    assertThat(nonces.accepts(nonce)).isFalse();
    assertThat(nonces.accepts(nonces.next().orElseThrow())).isTrue();
    assertThat(nonces.accepts("not base64!")).isFalse();
    assertThat(nonces.accepts("")).isFalse();
    assertThat(nonces.accepts(null)).isFalse();
  }

  @Test
  void a_server_that_wants_none_gives_none_and_takes_any() {
    Nonces off = new Nonces(NoncePolicy.off(), () -> now, new byte[32]);

    assertThat(off.next()).isEmpty();
    assertThat(off.accepts(null)).isTrue();
    assertThat(off.accepts("whatever")).isTrue();
  }

  @Test
  void an_id_is_new_once_until_it_is_forgotten() {
    SeenIds seen = new SeenIds(() -> now, WINDOW);

    assertThat(seen.firstUse("a")).isTrue();
    assertThat(seen.firstUse("a")).isFalse();
    assertThat(seen.firstUse("b")).isTrue();
  }
}
