package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IndexKeyTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final IndexKey index = IndexKey.parse(KEY);

  @Test
  void the_same_parts_have_the_same_name_under_the_same_key() {
    assertThat(index.name("user", "https://op.example", "alice"))
        .isEqualTo(IndexKey.parse(KEY).name("user", "https://op.example", "alice"))
        .matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void parts_cannot_be_shifted_into_each_other() {
    assertThat(index.name("k", "ab", "c"))
        .isNotEqualTo(index.name("k", "a", "bc"))
        .isNotEqualTo(index.name("k", "abc"))
        .isNotEqualTo(index.name("k", "ab", "c", ""))
        .isNotEqualTo(index.name("ka", "b", "c"));
  }

  @Test
  void another_key_gives_another_name() {
    IndexKey other = IndexKey.parse("AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    assertThat(other.name("k", "a")).isNotEqualTo(index.name("k", "a"));
  }

  @Test
  void a_short_key_is_answered_with_how_to_make_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IndexKey.parse("c2hvcnQ="))
        .withMessageContaining("openssl rand -base64 32");
  }

  @Test
  void an_index_key_does_not_print() {
    assertThat(index).hasToString("IndexKey[***]");
  }
}
