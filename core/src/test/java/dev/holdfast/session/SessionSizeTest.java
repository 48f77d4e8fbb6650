package dev.holdfast.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.KeyRing;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealKey;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionSizeTest {
  private static final int COOKIE = 4096;
  private static final int NAME = "__Host-session=".length();

  private final RandomBytes random = RandomBytes.secure();
  private final SampleSession sample = SampleSession.usual();

  @Test
  @DisplayName("CK-09: a session with a P-256 key and tokens of 2.8 KB is one cookie")
  void a_whole_session_fits_one_cookie_and_is_smaller_than_its_tokens() {
    BrowserLink link =
        new BrowserLink(
            random.text(16), 0, SecretBytes.of(random.next(32)), SampleSession.NOW.plusSeconds(60));
    byte[] record = seal(new SessionCodec().encode(sample.session(), link));
    String cookie =
        new SealedLocatorStore()
            .create(
                new SealedRecord(
                    record, SampleSession.NOW, SampleSession.NOW, Set.of(), new byte[0]))
            .value()
            .reveal();

    assertThat(sample.tokenLetters()).isBetween(2700, 2900);
    assertThat(NAME + cookie.length()).isLessThan(COOKIE).isLessThan(sample.tokenLetters());
  }

  @Test
  void a_stored_record_is_a_third_smaller_than_its_tokens() {
    byte[] record = seal(new SessionCodec().encode(sample.session(), null));
    assertThat(record.length).isLessThan(sample.tokenLetters() * 2 / 3);
  }

  private byte[] seal(byte[] plain) {
    KeyRing ring = KeyRing.of(List.of(new SealKey("2026-01", SecretBytes.of(random.next(32)))));
    return new Sealer(ring, random, InstantSource.fixed(SampleSession.NOW))
        .seal(
            new SealScope(Purpose.SESSION, "shop https://id.example.com/realms/shop"),
            SecretBytes.none(),
            SampleSession.NOW.plusSeconds(60),
            plain);
  }
}
