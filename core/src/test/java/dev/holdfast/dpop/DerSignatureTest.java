package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SignatureException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerSignatureTest {
  private static final String FULL = "ff".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "3006 020101 020102, 00000001 00000002",
    "3008 02020080 02020102, 00000080 00000102",
    "300d 02047fffffff 02050080000000, 7fffffff 80000000",
    "300e 0205 00ffffffff 0205 00ffffffff, ffffffff ffffffff",
    "3006 020100 020100, 00000000 00000000",
  })
  void integers_lose_their_sign_and_get_their_length(String der, String wanted)
      throws SignatureException {
    assertThat(DerSignature.toConcatenated(bytes(der), 4)).isEqualTo(bytes(wanted));
  }

  @Test
  void the_longest_integers_of_p256_fit() throws SignatureException {
    byte[] der = bytes("3046" + ("022100" + FULL).repeat(2));
    assertThat(DerSignature.toConcatenated(der, 32)).isEqualTo(bytes(FULL + FULL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "30", // no length
        "3006 020101 0201", // cut
        "3006 020101 020102 00", // longer than it says
        "3007 020101 020102", // shorter than it says
        "3007 020101 020102 00", // something behind the integers
        "3106 020101 020102", // another tag
        "3006 030101 020102",
        "3006 020101 030102",
        "3003 020101", // one integer
        "308106 020101 020102", // a length in two bytes
        "3080 020101 020102 0000", // no definite length
        "3007 0200 02020102", // an empty integer
        "3006 020181 020102", // a negative one
        "3007 02020001 020102", // a zero that no sign needs
        "300a 0205 0102030405 020102", // too long
        "300b 0206 00 8102030405 020102",
        "3006 027f01 020102", // a length beyond the end
        "3006 02ff01 020102", // a length in many bytes
      })
  void anything_else_is_refused(String der) {
    assertThatThrownBy(() -> DerSignature.toConcatenated(bytes(der), 4))
        .isInstanceOf(SignatureException.class);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
