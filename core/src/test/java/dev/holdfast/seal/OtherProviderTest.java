package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application has put a security provider first whose MACs cannot be copied. */
class OtherProviderTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final SealScope SCOPE = new SealScope(Purpose.SESSION, "shop");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Provider other = Conscrypt.newProvider();
  private final String nameBefore = IndexKey.parse(KEY).name("user", "alice");
  private final SealKey key = new SealKey("2026-a", SecretBytes.of(RandomBytes.secure().next(32)));
  private final byte[] sealedBefore =
      sealer().seal(SCOPE, SecretBytes.none(), NOW.plusSeconds(60), new byte[] {7});

  private Sealer sealer() {
    return new Sealer(KeyRing.of(List.of(key)), RandomBytes.secure(), InstantSource.fixed(NOW));
  }

  @BeforeEach
  void comesFirst() {
    Security.insertProviderAt(other, 1);
  }

  @AfterEach
  void goes() {
    Security.removeProvider(other.getName());
  }

  @Test
  void names_and_records_are_the_same() {
    assertThat(IndexKey.parse(KEY).name("user", "alice")).isEqualTo(nameBefore);
    assertThat(sealer().open(SCOPE, SecretBytes.none(), sealedBefore))
        .map(Opened::bytes)
        .hasValue(new byte[] {7});
  }
}
