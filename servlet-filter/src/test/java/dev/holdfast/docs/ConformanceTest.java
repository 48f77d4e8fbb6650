package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.docs.NamedTests.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever asks how a requirement is met finds the test that proves it: docs/conformance.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the sources are read once
class ConformanceTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/conformance.md");

  private final Checklist checklist = Checklist.read();
  private final Map<String, SortedSet<Named>> tests = NamedTests.in(sources());

  ConformanceTest() throws IOException {}

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(ConformanceTest::mayHoldTests)
          .filter(file -> !file.endsWith("NamedTests.java"))
          .sorted()
          .toList();
    }
  }

  /** The contract's tests are the product of their module. */
  private static boolean mayHoldTests(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.contains("/src/test/java/") || path.contains("/contract/src/main/java/");
  }

  @Test
  void the_page_names_the_tests_of_each_row() throws IOException {
    List<String> now = new ConformancePage(checklist, tests).lines();
    if (Boolean.getBoolean("conformance.update")) {
      Files.write(PAGE, now);
    }
    assertThat(Files.readAllLines(PAGE))
        .as(
            "out of date; written anew by: mvn test -Dtest=ConformanceTest"
                + " -Dconformance.update=true")
        .isEqualTo(now);
  }

  @Test
  void every_row_is_proven_or_said_not_to_be_built() {
    assertThat(checklist.rows())
        .hasSizeGreaterThan(200)
        .filteredOn(row -> !checklist.notBuilt().containsKey(row.id()))
        .allSatisfy(row -> assertThat(tests).as("tests that name it").containsKey(row.id()));
  }

  @Test
  void nothing_is_said_not_to_be_built_that_has_a_test() {
    assertThat(checklist.notBuilt().keySet()).doesNotContainAnyElementsOf(tests.keySet());
  }

  @Test
  void a_test_names_only_rows_that_there_are() {
    Set<String> rows = checklist.rows().stream().map(Checklist.Row::id).collect(Collectors.toSet());
    Set<String> families =
        rows.stream().map(id -> id.replaceFirst("-.*", "")).collect(Collectors.toSet());

    assertThat(checklist.rows()).extracting(Checklist.Row::id).doesNotHaveDuplicates();
    assertThat(rows).containsAll(checklist.notBuilt().keySet());
    assertThat(rows).containsAll(checklist.differences().keySet());
    assertThat(tests.keySet())
        .filteredOn(id -> families.contains(id.replaceFirst("-.*", "")))
        .isSubsetOf(rows);
  }
}
