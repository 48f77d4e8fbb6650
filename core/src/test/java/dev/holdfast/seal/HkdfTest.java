package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HkdfTest {
  private static final HexFormat HEX = HexFormat.of();

  private final Hkdf hkdf = new Hkdf();

  @Test
  @DisplayName("CRY-05: RFC 5869 appendix A.1")
  void the_first_case_of_the_rfc_holds() {
    byte[] output =
        hkdf.derive(
            HEX.parseHex("0b".repeat(22)),
            HEX.parseHex("000102030405060708090a0b0c"),
            HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"),
            42);
    assertThat(HEX.formatHex(output))
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  @Test
  @DisplayName("CRY-05: a key for one purpose, computed by two other libraries")
  void a_derived_key_is_the_one_that_others_compute() {
    byte[] input = new byte[32];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) i;
    }
    byte[] output = hkdf.derive(input, ascii("kid-2026-11"), ascii("bff/v1/cookie-seal"), 32);
    assertThat(HEX.formatHex(output))
        .isEqualTo("8e43ce2e21f7101f676d56e0479ea8b30cf06983689812b64e10eee41ec7e981");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
