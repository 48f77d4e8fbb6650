package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

  @Test
  void every_length_is_read_as_it_was_written() {
    for (int length = 0; length < 50; length++) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 0xfb);
      assertThat(Base64Url.decode(Base64Url.encode(bytes))).hasValue(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AB", "AAB", "AA==", "AAA=", "AAA+", "AAA/", "AA A", "AAAé", "AA\n"})
  void what_would_not_have_been_written_is_not_read(String text) {
    assertThat(Base64Url.decode(text)).isEmpty();
  }
}
