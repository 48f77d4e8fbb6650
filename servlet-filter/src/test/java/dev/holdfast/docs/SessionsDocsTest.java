package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.OidcSessions;
import dev.holdfast.testkit.Handbook;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/sessions.md shows is compiled, and what it lists is there. */
class SessionsDocsTest {
  private static final Path SERVLET =
      Path.of("src/test/java/dev/holdfast/docs/SupportServlet.java");

  private final Handbook page = Handbook.page("docs/sessions.md");

  @Test
  void the_page_for_operators_is_compiled() throws IOException {
    List<String> lines = Files.readAllLines(SERVLET);
    String region =
        String.join(
            "\n",
            lines.subList(
                lines.indexOf("  // docs: begin operator") + 1,
                lines.indexOf("  // docs: end operator")));

    assertThat(String.join("\n", page.blocks("java").get(0)))
        .isEqualTo(region.indent(-2).stripTrailing());
  }

  @Test
  void every_method_is_in_the_table() {
    List<String> methods =
        Arrays.stream(OidcSessions.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .toList();

    assertThat(page.rows("Method"))
        .extracting(row -> row.get(0).replaceFirst("`(\\w+)\\(.*", "$1"))
        .containsExactlyInAnyOrderElementsOf(methods);
  }
}
