package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.testkit.Handbook;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A code is a promise to whoever reads it on a page or in a log: docs/errors.md explains it. */
class ErrorCodeDocsTest {
  private final List<List<String>> rows = Handbook.page("docs/errors.md").rows("Code");

  @Test
  void every_code_is_explained_once_and_nothing_else_is() {
    assertThat(rows.stream().flatMap(row -> Handbook.quoted(row.get(0))))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
  }

  @Test
  void each_row_says_what_it_means_who_must_act_and_what_to_do() {
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(4).doesNotContain(""));
  }
}
