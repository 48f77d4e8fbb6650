package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** Every record that was ever sealed says where it belongs in these very words. */
class SealScopeTest {
  private static final URI ISSUER = URI.create("https://id.example/realms/shop");

  @Test
  void the_words_of_a_scope_stay_what_they_are() {
    SealScope all = SealScope.of(Purpose.SUCCESSOR, "default", ISSUER);
    assertThat(all)
        .isEqualTo(new SealScope(Purpose.SUCCESSOR, "default https://id.example/realms/shop"));
    assertThat(all.of("5f"))
        .isEqualTo(new SealScope(Purpose.SUCCESSOR, "default https://id.example/realms/shop 5f"));
  }
}
