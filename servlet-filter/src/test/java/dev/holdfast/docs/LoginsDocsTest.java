package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.login.LoginRequest;
import dev.holdfast.testkit.Handbook;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/logins.md shows is compiled, and what may be wished for is there. */
class LoginsDocsTest {
  private static final Path SERVLET = Path.of("src/test/java/dev/holdfast/docs/LoginsServlet.java");

  private final Handbook page = Handbook.page("docs/logins.md");

  @Test
  void every_sample_is_compiled() throws IOException {
    List<String> lines = Files.readAllLines(SERVLET);
    List<String> samples =
        Stream.of("wish", "prompt", "require", "challenge", "silent")
            .map(name -> region(lines, name))
            .toList();

    assertThat(page.blocks("java").stream().map(block -> String.join("\n", block)))
        .containsExactlyElementsOf(samples);
  }

  private static String region(List<String> lines, String name) {
    return String.join(
            "\n",
            lines.subList(
                lines.indexOf("    // docs: begin " + name) + 1,
                lines.indexOf("    // docs: end " + name)))
        .indent(-4)
        .stripTrailing();
  }

  @Test
  void every_wish_is_in_the_table() {
    List<String> wishes =
        Arrays.stream(LoginRequest.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType() == LoginRequest.class)
            .map(Method::getName)
            .distinct()
            .toList();

    assertThat(
            page.rows("Wish").stream()
                .flatMap(row -> Handbook.quoted(row.get(0)))
                .map(method -> method.replaceFirst("\\(.*", ""))
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(wishes);
  }
}
