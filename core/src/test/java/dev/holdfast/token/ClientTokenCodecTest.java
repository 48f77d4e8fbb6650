package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.secret.SecretText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client's token comes back from the store as it was, or not at all. */
class ClientTokenCodecTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);

  private final ClientTokenCodec codec = new ClientTokenCodec();

  private static ClientToken bound(Optional<Instant> end) {
    return new ClientToken(
        new AccessToken(SecretText.of("token.of.jwt-form"), NOW, end, Set.of("a", "b"), true),
        Optional.of(DpopKey.generate(DpopAlgorithm.ES256)));
  }

  @Test
  void everything_comes_back() {
    for (ClientToken token :
        new ClientToken[] {
          bound(Optional.of(NOW.plusSeconds(300))),
          bound(Optional.empty()),
          new ClientToken(
              new AccessToken(SecretText.of("opaque"), NOW, Optional.empty(), Set.of(), false),
              Optional.empty())
        }) {
      assertThat(codec.decode(codec.encode(token))).contains(token);
    }
  }

  @Test
  void another_version_and_anything_unreadable_is_no_token() {
    byte[] bytes = codec.encode(bound(Optional.empty()));
    byte[] newer = bytes.clone();
    newer[0] = 3;
    assertThat(codec.decode(newer)).isEmpty();
    assertThat(codec.decode(new byte[0])).isEmpty();
    for (int length = 1; length < bytes.length; length++) {
      assertThat(codec.decode(Arrays.copyOf(bytes, length))).isEmpty();
    }
  }
}
