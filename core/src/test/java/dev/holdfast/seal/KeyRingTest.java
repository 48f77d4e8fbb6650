package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.secret.SecretBytes;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CRY-09: which server keys stop the start")
class KeyRingTest {
  private static final String A = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";
  private static final String B = "yv66vgABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=";

  @Test
  void the_first_key_seals_and_all_are_found() {
    KeyRing ring = KeyRing.parse("new:" + A + ", old:" + B);
    assertThat(ring.current().id()).isEqualTo("new");
    assertThat(ring.find("old"))
        .map(SealKey::bytes)
        .hasValue(SecretBytes.of(Base64.getDecoder().decode(B)));
    assertThat(ring.find("other")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a:", "a:c2hvcnQ=", "a:changeme!", "no-colon", "a:" + A + ","})
  void a_missing_or_short_key_is_answered_with_how_to_make_one(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRing.parse(text))
        .withMessageContaining("openssl rand -base64 32");
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "a b:", "seventeen-letters:", "ä:"})
  void an_id_of_another_form_is_refused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRing.parse(prefix + A))
        .withMessageContaining("id of a key");
  }

  @Test
  void an_id_stands_for_one_key() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRing.parse("a:" + A + ",a:" + B))
        .withMessage("two keys have the id a");
  }

  @Test
  void a_key_of_one_repeated_byte_is_refused() {
    String zeros = Base64.getEncoder().encodeToString(new byte[32]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRing.parse("a:" + zeros))
        .withMessageContaining("repeats one byte");
  }

  @Test
  void a_ring_without_keys_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of(List.of()));
  }

  @Test
  void a_ring_prints_its_ids_only() {
    KeyRing ring = KeyRing.parse("new:" + A + ",old:" + B);
    assertThat(ring).hasToString("KeyRing[new, old]");
    assertThat(ring.current()).hasToString("SealKey[id=new, bytes=***]");
  }

  @Test
  void a_refused_key_is_not_repeated_in_the_message() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyRing.parse("a:" + A.substring(0, 40)))
        .withMessageNotContaining(A.substring(0, 8));
  }
}
