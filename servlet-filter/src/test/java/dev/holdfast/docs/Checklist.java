package dev.holdfast.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a relying party, from {@code conformance.txt}.
 *
 * @param sections the rows by section
 * @param notBuilt why a row is not met, by its id
 * @param differences what is done in place of what a row says, by its id
 */
record Checklist(
    Map<String, List<Row>> sections,
    Map<String, String> notBuilt,
    Map<String, String> differences) {
  private static final String NOT_BUILT = "Not built";
  private static final String DIFFERENCES = "Done differently";

  /**
   * One row.
   *
   * @param core whether a plain login needs it
   */
  record Row(String id, boolean core, String demand) {}

  static Checklist read() {
    Map<String, List<Row>> sections = new LinkedHashMap<>();
    String section = "";
    for (String line : lines()) {
      if (line.startsWith("== ")) {
        section = line.substring("== ".length());
        sections.put(section, new ArrayList<>());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        Objects.requireNonNull(sections.get(section), line).add(row(line));
      }
    }
    Map<String, String> notBuilt = reasons(sections.remove(NOT_BUILT));
    Map<String, String> differences = reasons(sections.remove(DIFFERENCES));
    return new Checklist(sections, notBuilt, differences);
  }

  private static List<String> lines() {
    try (InputStream in = Checklist.class.getResourceAsStream("/conformance.txt")) {
      byte[] bytes = Objects.requireNonNull(in, "conformance.txt").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    String[] words = line.split(" ", 3);
    boolean core = words[1].equals("core");
    if (!core && !words[1].equals("extension")) {
      throw new AssertionError("neither core nor extension: " + line);
    }
    return new Row(words[0], core, words[2]);
  }

  private static Map<String, String> reasons(@Nullable List<Row> rows) {
    Map<String, String> reasons = new TreeMap<>();
    Optional.ofNullable(rows).orElse(List.of()).forEach(row -> reasons.put(row.id(), row.demand()));
    return reasons;
  }

  /** Every row, in the order of the page. */
  List<Row> rows() {
    return sections.values().stream().flatMap(List::stream).toList();
  }
}
