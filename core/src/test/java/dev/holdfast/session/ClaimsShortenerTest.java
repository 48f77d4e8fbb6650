package dev.holdfast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.seal.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsShortenerTest {
  private final ClaimsShortener shortener = new ClaimsShortener();
  private final Random random = new Random(1951);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "abc",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "{\"iss\":\"https://",
        "{\"sub\":\"жук\"}"
      })
  void any_text_comes_back(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    assertThat(shortener.restore(shortener.shorten(plain))).isEqualTo(plain);
  }

  @Test
  void any_octets_come_back_however_often_they_repeat() {
    for (int size = 0; size < 3000; size = size * 5 / 4 + 1) {
      for (int kinds = 1; kinds <= 256; kinds *= 4) {
        byte[] plain = octets(size, kinds);
        assertThat(shortener.restore(shortener.shorten(plain))).isEqualTo(plain);
      }
    }
  }

  @Test
  void claims_longer_than_a_place_can_name_come_back() {
    byte[] plain = octets(200_000, 3);
    assertThat(shortener.restore(shortener.shorten(plain))).isEqualTo(plain);
  }

  @Test
  void what_does_not_repeat_grows_by_a_few_octets_only() {
    byte[] plain = octets(2000, 256);
    assertThat(shortener.shorten(plain)).hasSizeLessThan(plain.length + 16);
  }

  @ParameterizedTest
  @CsvSource({"5, 0", "5, 99999", "0, 5", "200, 5", "4294967297, 5", "5, 4294967297"})
  void a_piece_that_stood_nowhere_or_does_not_fit_is_refused(long length, long distance) {
    byte[] bytes =
        new FieldWriter().number(100).text("").number(length).number(distance).text("").toBytes();
    assertThatIllegalArgumentException().isThrownBy(() -> shortener.restore(bytes));
  }

  @Test
  void a_size_beyond_all_claims_is_refused_before_room_is_made() {
    byte[] bytes = new FieldWriter().number(Integer.MAX_VALUE).text("").toBytes();
    assertThatIllegalArgumentException().isThrownBy(() -> shortener.restore(bytes));
  }

  @Test
  void what_was_cut_off_is_refused() {
    byte[] bytes =
        shortener.shorten(
            "{\"iss\":\"https://a\",\"sub\":\"b\"} end".getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < bytes.length; length++) {
      byte[] less = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException().isThrownBy(() -> shortener.restore(less));
    }
  }

  private byte[] octets(int size, int kinds) {
    byte[] octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) random.nextInt(kinds);
    }
    return octets;
  }
}
