package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.transport.Origin;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceMemoryTest {
  private static final Origin PROVIDER = new Origin("https", "op.example", 443);
  private static final Origin API = new Origin("https", "api.example", 443);

  private final NonceMemory nonces = new NonceMemory(3);

  @Test
  @DisplayName("DPN-01: each server's nonce stays with that server and registration")
  void a_nonce_belongs_to_one_server_and_one_registration() {
    learn("shop", PROVIDER, "op");
    learn("shop", API, "api");
    assertThat(nonces.nonce("shop", PROVIDER)).hasValue("op");
    assertThat(nonces.nonce("shop", API)).hasValue("api");
    assertThat(nonces.nonce("bank", PROVIDER)).isEmpty();
    assertThat(nonces.nonce("shop", new Origin("https", "op.example", 8443))).isEmpty();
  }

  @Test
  @DisplayName("DPN-02: the newest one replaces the last")
  void a_new_nonce_replaces_the_old_one() {
    learn("shop", PROVIDER, "first");
    learn("shop", PROVIDER, "second");
    assertThat(nonces.nonce("shop", PROVIDER)).hasValue("second");
  }

  @Test
  @DisplayName("DPN-07: an answer that comes late to an early request changes nothing")
  void the_nonce_of_the_request_begun_last_wins() {
    long early = nonces.ticket();
    long late = nonces.ticket();
    nonces.learn("shop", PROVIDER, List.of("new"), late);
    nonces.learn("shop", PROVIDER, List.of("old"), early);
    assertThat(nonces.nonce("shop", PROVIDER)).hasValue("new");
  }

  @ParameterizedTest
  @DisplayName("DPN-04: a malformed value is not stored and erases nothing")
  @ValueSource(strings = {"", " ", "a b", "a\tb", "a\"b", "a\\b", "é", "a\u007f", "a, b"})
  void a_malformed_nonce_changes_nothing(String malformed) {
    learn("shop", PROVIDER, "good");
    learn("shop", PROVIDER, malformed);
    assertThat(nonces.nonce("shop", PROVIDER)).hasValue("good");
  }

  @Test
  @DisplayName("DPN-04: nor does a missing, a repeated or an overlong one")
  void a_missing_repeated_or_overlong_nonce_changes_nothing() {
    nonces.learn("shop", PROVIDER, List.of(), nonces.ticket());
    nonces.learn("shop", PROVIDER, List.of("a", "b"), nonces.ticket());
    learn("shop", PROVIDER, "a".repeat(1025));
    assertThat(nonces.nonce("shop", PROVIDER)).isEmpty();
    learn("shop", PROVIDER, "a".repeat(1024));
    assertThat(nonces.nonce("shop", PROVIDER)).hasValue("a".repeat(1024));
  }

  @Test
  @DisplayName("DPN-06: bounded; what was used longest ago goes first")
  void the_memory_forgets_what_was_used_longest_ago() {
    learn("a", API, "1");
    learn("b", API, "2");
    learn("c", API, "3");
    assertThat(nonces.nonce("a", API)).hasValue("1");
    learn("d", API, "4");
    assertThat(nonces.nonce("b", API)).isEmpty();
    assertThat(nonces.nonce("a", API)).hasValue("1");
    assertThat(nonces.nonce("c", API)).hasValue("3");
    assertThat(nonces.nonce("d", API)).hasValue("4");
  }

  private void learn(String registration, Origin origin, String nonce) {
    nonces.learn(registration, origin, List.of(nonce), nonces.ticket());
  }
}
