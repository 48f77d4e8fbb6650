package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Handbook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator who meets a log line finds it in docs/operations.md: held against the sources. */
class LogCatalogueTest {
  private static final Pattern LOGGER =
      Pattern.compile("LoggerFactory.getLogger\\(\"([^\"]+)\"\\)");
  private static final Pattern LINE =
      Pattern.compile("LOG\\s*\\.(\\w+)\\(\\s*((?:\"[^\"]*\"\\s*\\+?\\s*)+)");

  /** A line as it stands in the sources. */
  private record Line(String text, String level, String logger) {}

  @Test
  void every_line_of_the_library_is_in_the_catalogue_and_nothing_else_is() {
    List<Line> told =
        Handbook.page("docs/operations.md").rows("Line").stream()
            .map(row -> new Line(code(row.get(0)), row.get(1), code(row.get(2))))
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(logged());
  }

  @Test
  void each_line_says_what_to_do() {
    assertThat(Handbook.page("docs/operations.md").rows("Line"))
        .allSatisfy(row -> assertThat(row).hasSize(4).doesNotContain(""));
  }

  private static String code(String cell) {
    return Handbook.quoted(cell).findFirst().orElseThrow();
  }

  private static List<Line> logged() {
    List<Line> lines = new ArrayList<>();
    for (String module : List.of("core", "servlet-filter", "session-stores")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module))) {
        files
            .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> lines.addAll(linesOf(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(lines).hasSizeGreaterThan(25);
    return lines;
  }

  private static List<Line> linesOf(Path file) {
    try {
      String source = Files.readString(file);
      Matcher logger = LOGGER.matcher(source);
      return logger.find()
          ? LINE.matcher(source)
              .results()
              .map(
                  found ->
                      new Line(
                          found
                              .group(2)
                              .replaceAll("\"\\s*\\+\\s*\"", "")
                              .replaceAll("^\"|\"\\s*$", ""),
                          found.group(1).toUpperCase(Locale.ROOT),
                          logger.group(1)))
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
