package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(8));
  private static final RandomBytes RANDOM = RandomBytes.secure();
  private static final SealKey FIRST = new SealKey("2026-a", SecretBytes.of(RANDOM.next(32)));
  private static final SealKey SECOND = new SealKey("2026-b", SecretBytes.of(RANDOM.next(32)));
  private static final SealScope SCOPE = new SealScope(Purpose.SESSION, "shop");
  private static final byte[] PLAIN = "who and until when".getBytes(StandardCharsets.UTF_8);

  private final SecretBytes secret = SecretBytes.of(RANDOM.next(32));
  private final Sealer sealer = sealer(NOW, FIRST);

  @ParameterizedTest
  @EnumSource(Purpose.class)
  void what_was_sealed_opens_in_its_scope(Purpose purpose) {
    for (String registration : List.of("", "shop", "café")) {
      SealScope scope = new SealScope(purpose, registration);
      for (SecretBytes each : List.of(secret, SecretBytes.none())) {
        byte[] envelope = sealer.seal(scope, each, LATER, PLAIN);
        assertThat(sealer.open(scope, each, envelope))
            .hasValueSatisfying(
                opened -> {
                  assertThat(opened.bytes()).isEqualTo(PLAIN);
                  assertThat(opened.expiresAt()).isEqualTo(LATER);
                  assertThat(opened.sealedBy()).isEqualTo("2026-a");
                });
      }
    }
  }

  @Test
  void an_empty_record_can_be_sealed() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, new byte[0]);
    assertThat(sealer.open(SCOPE, secret, envelope)).map(Opened::bytes).hasValue(new byte[0]);
  }

  @Test
  @DisplayName("CRY-01, CRY-13: version, key id, expiry, salt 16, IV 12, tag 16")
  void an_envelope_has_the_documented_length_and_version() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    assertThat(envelope).hasSize(1 + 1 + 6 + 8 + 16 + 12 + PLAIN.length + 16);
    assertThat(envelope[0]).isEqualTo((byte) 1);
  }

  @Test
  @DisplayName("CRY-10: every single altered bit gives the same answer")
  void any_flipped_bit_opens_nothing() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    for (int bit = 0; bit < envelope.length * Byte.SIZE; bit++) {
      byte[] altered = envelope.clone();
      altered[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(sealer.open(SCOPE, secret, altered)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void an_envelope_cut_or_lengthened_anywhere_opens_nothing() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    for (int length = 0; length < envelope.length; length++) {
      assertThat(sealer.open(SCOPE, secret, Arrays.copyOf(envelope, length))).isEmpty();
    }
    assertThat(sealer.open(SCOPE, secret, Arrays.copyOf(envelope, envelope.length + 1))).isEmpty();
  }

  @Test
  @DisplayName("CRY-04: a record of one purpose or registration is none of another")
  void another_purpose_or_registration_opens_nothing() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    assertThat(sealer.open(new SealScope(Purpose.LOGIN, "shop"), secret, envelope)).isEmpty();
    assertThat(sealer.open(new SealScope(Purpose.SUCCESSOR, "shop"), secret, envelope)).isEmpty();
    assertThat(sealer.open(new SealScope(Purpose.SESSION, "shop2"), secret, envelope)).isEmpty();
    assertThat(sealer.open(new SealScope(Purpose.SESSION, ""), secret, envelope)).isEmpty();
  }

  @Test
  void another_secret_or_none_opens_nothing() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    SecretBytes other = SecretBytes.of(RANDOM.next(32));
    assertThat(sealer.open(SCOPE, other, envelope)).isEmpty();
    assertThat(sealer.open(SCOPE, SecretBytes.none(), envelope)).isEmpty();
  }

  @Test
  void a_record_sealed_without_a_secret_does_not_open_with_one() {
    byte[] envelope = sealer.seal(SCOPE, SecretBytes.none(), LATER, PLAIN);
    assertThat(sealer.open(SCOPE, secret, envelope)).isEmpty();
  }

  @Test
  @DisplayName("CRY-04: the expiry inside is checked by the clock")
  void an_envelope_opens_until_its_expiry_and_not_at_it() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    assertThat(sealer(LATER.minusMillis(1), FIRST).open(SCOPE, secret, envelope)).isPresent();
    assertThat(sealer(LATER, FIRST).open(SCOPE, secret, envelope)).isEmpty();
  }

  @Test
  @DisplayName("CRY-06: an unknown key id is answered like a bad tag")
  void a_key_that_is_not_in_the_ring_opens_nothing() {
    byte[] envelope = sealer(NOW, SECOND).seal(SCOPE, secret, LATER, PLAIN);
    assertThat(sealer.open(SCOPE, secret, envelope)).isEmpty();
  }

  @Test
  @DisplayName("CRY-06, CRY-07: a record opens under the key it names and no other")
  void a_key_under_a_new_name_does_not_open_what_it_sealed_under_the_old_one() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    SealKey renamed = new SealKey("renamed", FIRST.bytes());
    assertThat(sealer(NOW, renamed).open(SCOPE, secret, envelope)).isEmpty();
  }

  @Test
  @DisplayName("CRY-08: rotation logs nobody out, in either order of roll-out")
  void the_second_key_still_opens_and_the_first_one_seals() {
    byte[] old = sealer.seal(SCOPE, secret, LATER, PLAIN);
    Sealer rotated = sealer(NOW, SECOND, FIRST);
    assertThat(rotated.open(SCOPE, secret, old)).map(Opened::sealedBy).hasValue("2026-a");

    byte[] fresh = rotated.seal(SCOPE, secret, LATER, PLAIN);
    Sealer notYetRotated = sealer(NOW, FIRST, SECOND);
    assertThat(notYetRotated.open(SCOPE, secret, fresh)).map(Opened::sealedBy).hasValue("2026-b");
  }

  @Test
  @DisplayName("CRY-02: salts and IVs do not repeat")
  void a_hundred_thousand_envelopes_have_distinct_salts_and_ivs() {
    int count = 100_000;
    Set<String> salts = ConcurrentHashMap.newKeySet();
    Set<String> ivs = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < count; i++) {
      byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
      salts.add(HexFormat.of().formatHex(envelope, 16, 32));
      ivs.add(HexFormat.of().formatHex(envelope, 32, 44));
    }
    assertThat(salts).hasSize(count);
    assertThat(ivs).hasSize(count);
  }

  @Test
  @DisplayName("CRY-03: each envelope has a key of its own, so that a server key needs no counting")
  void a_salt_alone_makes_another_key() {
    AtomicInteger turn = new AtomicInteger();
    RandomBytes oneIv = // the worst that could happen: always the same IV
        length -> {
          byte[] bytes = new byte[length];
          bytes[0] = (byte) turn.getAndIncrement();
          return bytes;
        };
    Sealer unlucky = new Sealer(KeyRing.of(List.of(FIRST)), oneIv, InstantSource.fixed(NOW));
    byte[] plain = new byte[64];
    Set<String> keyStreams = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      byte[] envelope = unlucky.seal(SCOPE, secret, LATER, plain);
      assertThat(HexFormat.of().formatHex(envelope, 32, 44)).isEqualTo("0".repeat(24));
      keyStreams.add(HexFormat.of().formatHex(envelope, 44, 44 + plain.length));
    }
    assertThat(keyStreams).as("never two under one key and IV").hasSize(100);
  }

  @Test
  void an_opened_record_does_not_print_its_contents() {
    byte[] envelope = sealer.seal(SCOPE, secret, LATER, PLAIN);
    assertThat(sealer.open(SCOPE, secret, envelope).orElseThrow())
        .hasToString("Opened[sealedBy=2026-a, expiresAt=2026-03-01T20:00:00Z]");
  }

  private static Sealer sealer(Instant now, SealKey... keys) {
    return new Sealer(KeyRing.of(List.of(keys)), RANDOM, InstantSource.fixed(now));
  }
}
