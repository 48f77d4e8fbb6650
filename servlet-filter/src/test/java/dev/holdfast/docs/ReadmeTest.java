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
  private static final Path HELLO = Path.of("../examples/hello");

  private final Handbook readme = Handbook.page("README.md");

  @Test
  void the_java_snippets_are_regions_of_compiled_files() throws IOException {
    assertThat(readme.blocks("java"))
        .containsExactly(
            fromTo(HELLO.resolve("src/main/java/hello/HelloServlet.java"), "@WebServlet", "}"),
            region(HELLO.resolve("src/main/java/hello/OrdersServlet.java"), "orders"),
            region(HERE.resolve("OrdersServlet.java"), "step-up"));
  }

  /** What stands between two markers, moved to the left margin. */
  private static List<String> region(Path file, String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> marks = lines.stream().map(String::strip).toList();
    List<String> region =
        lines.subList(
            marks.indexOf("// readme: begin " + name) + 1, marks.indexOf("// readme: end " + name));
    return leftAligned(region);
  }

  private static List<String> leftAligned(List<String> region) {
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
  void the_filter_and_its_mapping_are_those_of_the_project() throws IOException {
    assertThat(block("<filter>"))
        .isEqualTo(
            fromTo(
                HELLO.resolve("src/main/webapp/WEB-INF/web.xml"),
                "  <filter>",
                "  </filter-mapping>"));
  }

  /** From the first line that begins so to the next that is so, moved to the left margin. */
  private static List<String> fromTo(Path file, String first, String last) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int begin = 0;
    while (!lines.get(begin).startsWith(first)) {
      begin++;
    }
    int end = begin + lines.subList(begin, lines.size()).indexOf(last);
    return leftAligned(lines.subList(begin, end + 1));
  }

  private List<String> block(String firstLine) {
    return readme.blocks("xml").stream()
        .filter(xml -> xml.get(0).equals(firstLine))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_artifacts_to_depend_on_are_those_of_the_project() throws IOException {
    List<String> project = Files.readAllLines(HELLO.resolve("pom.xml"));

    assertThat(project.stream().map(line -> line.replaceFirst("^ {4}", "")).toList())
        .containsSequence(block("<dependency>"));
  }

  @Test
  void the_project_has_the_versions_of_the_build() throws IOException {
    String build = Files.readString(Path.of("../pom.xml"));
    String project = Files.readString(HELLO.resolve("pom.xml"));

    assertThat(version(project, "holdfast-servlet-filter"))
        .isEqualTo(version(project, "holdfast-session-store-memory"))
        .isEqualTo(version(build, "holdfast-parent"));
    assertThat(build)
        .contains("<slf4j.version>" + version(project, "slf4j-simple") + "<")
        .contains("<jetty.version>" + version(project, "jetty-ee11-annotations") + "<");
  }

  private static String version(String pom, String artifact) {
    var found =
        Pattern.compile("<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)<")
            .matcher(pom);
    assertThat(found.find()).as(artifact).isTrue();
    return found.group(1);
  }
}
