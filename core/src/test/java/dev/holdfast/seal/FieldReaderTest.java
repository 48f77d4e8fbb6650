package dev.holdfast.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldReaderTest {
  private final FieldReader reader =
      new FieldReader(new FieldWriter().text("first").text("second").octet(7).toBytes());

  @Test
  void a_field_that_is_skipped_is_passed_over_whole() {
    reader.skip();
    assertThat(reader.text()).isEqualTo("second");
  }

  @Test
  void a_fork_reads_on_from_the_same_place_without_moving_the_first() {
    reader.skip();
    FieldReader fork = reader.fork();
    fork.skip();
    assertThat(fork.octet()).isEqualTo(7);
    assertThat(reader.text()).isEqualTo("second");
  }

  @Test
  void words_are_text_with_blanks_between_them() {
    FieldWriter out = new FieldWriter().words(List.of("read", "write")).words(List.of());
    FieldReader in = new FieldReader(out.toBytes());
    assertThat(in.fork().text()).isEqualTo("read write");
    assertThat(in.words()).containsExactly("read", "write");
    assertThat(in.words()).isEmpty();
  }

  @Test
  void a_moment_beyond_all_time_is_not_of_the_form() {
    FieldReader in = new FieldReader(new FieldWriter().number(Long.MAX_VALUE).toBytes());
    assertThatIllegalArgumentException().isThrownBy(in::moment);
  }

  @Test
  void a_field_is_copied_only_where_it_fits() {
    byte[] place = new byte[6];
    assertThat(reader.fork().bytes(place, 1)).isEqualTo(5);
    assertThat(place).containsExactly(0, 'f', 'i', 'r', 's', 't');
    assertThatIllegalArgumentException().isThrownBy(() -> reader.bytes(place, 2));
  }
}
