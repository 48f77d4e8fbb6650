package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Index.atIndex;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.PrivateJwk;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DpopKeyTest {
  /** RFC 8037 appendix A.1. */
  private static final String ED25519 =
      """
      {"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
       "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"x","use":"sig"}
      """;

  @ParameterizedTest
  @EnumSource(DpopAlgorithm.class)
  void a_key_survives_its_bytes(DpopAlgorithm algorithm) {
    DpopKey key = DpopKey.generate(algorithm);
    DpopKey again = DpopKey.fromBytes(key.toBytes());
    assertThat(again).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(again.algorithm()).isEqualTo(algorithm);
    assertThat(again.thumbprint()).isEqualTo(key.thumbprint());
  }

  @ParameterizedTest
  @CsvSource({"ES256, 97", "ES384, 145", "EDDSA, 65"})
  void the_bytes_of_a_key_are_few(DpopAlgorithm algorithm, int length) {
    assertThat(DpopKey.generate(algorithm).toBytes()).hasSize(length);
  }

  @ParameterizedTest
  @EnumSource(DpopAlgorithm.class)
  void bytes_cut_lengthened_or_of_another_algorithm_are_refused(DpopAlgorithm algorithm) {
    byte[] bytes = DpopKey.generate(algorithm).toBytes();
    byte[] relabelled = bytes.clone();
    relabelled[0] = 99;
    assertThatIllegalArgumentException().isThrownBy(() -> DpopKey.fromBytes(relabelled));
    assertThatIllegalArgumentException().isThrownBy(() -> DpopKey.fromBytes(new byte[0]));
    for (int length : new int[] {1, bytes.length / 2, bytes.length - 1, bytes.length + 1}) {
      byte[] other = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .as("%d bytes", length)
          .isThrownBy(() -> DpopKey.fromBytes(other));
    }
  }

  @Test
  @DisplayName("DPK-01: every key is another")
  void a_thousand_keys_have_a_thousand_thumbprints() {
    Set<JwkThumbprint> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      seen.add(DpopKey.generate(DpopAlgorithm.ES256).thumbprint());
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  @DisplayName("RFC 8037 appendix A.3")
  void the_thumbprint_of_an_okp_key_is_the_rfcs() {
    assertThat(configured(ED25519, DpopAlgorithm.EDDSA).thumbprint())
        .isEqualTo(new JwkThumbprint("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"));
  }

  @Test
  void only_the_key_itself_is_kept_of_a_configured_one() {
    DpopKey key = configured(ED25519, DpopAlgorithm.EDDSA);
    JWK kept = KeyBytes.read(key.toBytes(), DpopAlgorithm.EDDSA);
    assertThat(kept.toJSONObject()).containsOnlyKeys("kty", "crv", "x", "d");
  }

  @Test
  @DisplayName("DPK-04: coordinates keep their leading zero bytes")
  void a_coordinate_that_begins_with_zero_keeps_its_length() {
    boolean[] seen = new boolean[3];
    for (int i = 0; i < 20_000 && !(seen[0] && seen[1] && seen[2]); i++) {
      byte[] bytes = DpopKey.generate(DpopAlgorithm.ES256).toBytes();
      for (int part = 0; part < seen.length; part++) {
        if (bytes[1 + 32 * part] == 0) {
          seen[part] = true;
          ECKey key = KeyBytes.read(bytes, DpopAlgorithm.ES256).toECKey();
          assertThat(key.getX().toString()).hasSize(43);
          assertThat(key.getY().toString()).hasSize(43);
        }
      }
    }
    assertThat(seen).containsOnly(true);
  }

  @Test
  void a_configured_scalar_without_its_leading_zeros_is_padded() {
    ECKey full = KeyPairs.generate(DpopAlgorithm.ES256).toECKey();
    ECKey small =
        new ECKey.Builder(Curve.P_256, full.getX(), full.getY())
            .d(Base64URL.encode(new byte[] {7}))
            .build();
    byte[] bytes = KeyBytes.write(small, DpopAlgorithm.ES256);
    assertThat(bytes).hasSize(97).startsWith(1, 0, 0).contains(7, atIndex(32));
  }

  @ParameterizedTest
  @CsvSource({"ES256, EDDSA", "EDDSA, ES256", "ES384, ES256", "PS256, ES256", "ES256, RS256"})
  void a_configured_key_of_another_algorithm_is_refused(DpopAlgorithm made, DpopAlgorithm wanted) {
    String json = KeyPairs.generate(made).toJSONString();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configured(json, wanted))
        .withMessageStartingWith("a DPoP key for " + wanted.joseName());
  }

  @Test
  @DisplayName("DPK-03: a key prints its thumbprint only")
  void a_key_does_not_print() {
    assertThat(configured(ED25519, DpopAlgorithm.EDDSA))
        .hasToString("DpopKey[kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k]");
  }

  @Test
  void a_thumbprint_has_its_form() {
    assertThatIllegalArgumentException().isThrownBy(() -> new JwkThumbprint("short"));
  }

  private static DpopKey configured(String json, DpopAlgorithm algorithm) {
    return DpopKey.of(PrivateJwk.parse(json), algorithm);
  }
}
