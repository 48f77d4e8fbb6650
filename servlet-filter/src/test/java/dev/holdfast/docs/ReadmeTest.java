package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Handbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What somebody copies from the README works. */
class ReadmeTest {
  private static final Path HERE = Path.of("src/test/java/dev/holdfast/docs");

  private final Handbook readme = Handbook.page("README.md");

  @Test
  void the_java_snippets_are_regions_of_a_compiled_file() throws IOException {
    Path servlet = HERE.resolve("OrdersServlet.java");
    assertThat(readme.blocks("java"))
        .containsExactly(region(servlet, "orders"), region(servlet, "step-up"));
  }

  /** What stands between two markers, moved to the left margin. */
  private static List<String> region(Path file, String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> marks = lines.stream().map(String::strip).toList();
    List<String> region =
        lines.subList(
            marks.indexOf("// readme: begin " + name) + 1, marks.indexOf("// readme: end " + name));
    int margin = region.get(0).length() - region.get(0).stripLeading().length();
    return region.stream()
        .map(line -> line.isEmpty() ? line : line.substring(Math.min(margin, line.length())))
        .toList();
  }

  @Test
  void the_first_command_runs_the_jar_that_the_build_makes() throws IOException {
    String pom = Files.readString(Path.of("../demo-webapp/pom.xml"));
    var name = Pattern.compile("<finalName>([^<]+)</finalName>").matcher(pom);

    assertThat(name.find()).isTrue();
    assertThat(readme.blocks("sh").get(0))
        .anyMatch(line -> line.endsWith("java -jar demo-webapp/target/" + name.group(1) + ".jar"))
        .anyMatch(line -> line.startsWith("mvn -B verify"));
  }

  @Test
  void the_web_xml_snippet_stands_in_the_web_xml_of_the_demo() throws IOException {
    List<String> demo =
        Files.readAllLines(Path.of("../demo-webapp/src/main/webapp/WEB-INF/web.xml")).stream()
            .map(String::strip)
            .toList();

    int next = 0;
    for (String line : block("<filter>")) {
      int found = demo.subList(next, demo.size()).indexOf(line.strip());
      assertThat(found).as("%s, after the lines above it", line).isNotNegative();
      next += found + 1;
    }
  }

  private List<String> block(String firstLine) {
    return readme.blocks("xml").stream()
        .filter(xml -> xml.get(0).equals(firstLine))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_artifacts_to_depend_on_are_those_of_the_build() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    var version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
    List<String> dependencies = block("<dependency>");

    assertThat(version.find()).isTrue();
    assertThat(dependencies)
        .filteredOn(line -> line.contains("<version>"))
        .isNotEmpty()
        .allMatch(line -> line.strip().equals(version.group()));
    assertThat(dependencies)
        .filteredOn(line -> line.contains("<artifactId>"))
        .isNotEmpty()
        .allMatch(line -> pom.contains(line.strip()));
  }
}
