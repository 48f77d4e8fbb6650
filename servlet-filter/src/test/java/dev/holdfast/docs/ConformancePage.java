package dev.holdfast.docs;

import dev.holdfast.docs.NamedTests.Named;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes docs/conformance.md. */
final class ConformancePage {
  private static final String HEAD =
      """
      # Conformance

      What OpenID Connect, OAuth and their security profiles oblige a client of this kind to do, row by row, and
      the tests that prove it. The rows are in our own words and shorter than the standards; each test says in its
      `@DisplayName` or in a comment which rows it is about. `+` marks an extension: a feature of its own, or more
      care than a plain login needs. Where no test is named, nothing is claimed.

      This page is written by `ConformanceTest` from the tests' sources: `mvn -B test -Dconformance.update=true`. The
      build fails when it is out of date, and when a row has no test and is not listed as not built. Rows and reasons are in `servlet-filter/src/test/resources/conformance.txt`.
      """;

  private final Checklist checklist;
  private final Map<String, SortedSet<Named>> tests;

  ConformancePage(Checklist checklist, Map<String, SortedSet<Named>> tests) {
    this.checklist = checklist;
    this.tests = tests;
  }

  List<String> lines() {
    StringJoiner page = new StringJoiner("\n");
    page.add(HEAD);
    table(page, "Not built", "Why", checklist.notBuilt());
    table(page, "Done differently", "How", checklist.differences());
    checklist.sections().forEach((section, rows) -> section(page, section, rows));
    return page.toString().lines().toList();
  }

  private static void table(
      StringJoiner page, String title, String column, Map<String, String> reasons) {
    page.add("## " + title + "\n");
    if (reasons.isEmpty()) {
      page.add("No row.\n");
      return;
    }
    page.add("| Of row | " + column + " |\n|---|---|");
    reasons.forEach((id, reason) -> page.add("| " + id + " | " + reason + " |"));
    page.add("");
  }

  private void section(StringJoiner page, String title, List<Checklist.Row> rows) {
    page.add("## " + title + "\n\n| Row | What it asks for | Tests |\n|---|---|---|");
    for (Checklist.Row row : rows) {
      String id = row.id() + (row.core() ? "" : " +");
      page.add("| " + id + " | " + row.demand() + " | " + cell(row.id()) + " |");
    }
    page.add("");
  }

  private String cell(String id) {
    Map<String, SortedSet<String>> byType = new LinkedHashMap<>();
    for (Named test : tests.getOrDefault(id, new TreeSet<>())) {
      byType.computeIfAbsent(link(test), any -> new TreeSet<>()).add(test.method());
    }
    return byType.isEmpty()
        ? "none"
        : byType.entrySet().stream()
            .map(type -> type.getKey() + methods(type.getValue()))
            .collect(Collectors.joining("<br>"));
  }

  /** The whole type says it all. */
  private static String methods(SortedSet<String> methods) {
    return methods.contains("")
        ? ""
        : methods.stream()
            .map(method -> "`" + method + "`")
            .collect(Collectors.joining(", ", ": ", ""));
  }

  private static String link(Named test) {
    Path fromDocs = Path.of("../docs").toAbsolutePath().normalize().relativize(test.file());
    return "[%s](%s)".formatted(test.type(), fromDocs.toString().replace('\\', '/'));
  }
}
