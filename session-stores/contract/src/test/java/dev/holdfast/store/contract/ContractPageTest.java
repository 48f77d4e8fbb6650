package dev.holdfast.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on the contract lists every case, who is excused from it, and who passes it. */
class ContractPageTest {
  private static final Path PAGE = Path.of("../../docs/store-contract.md");
  private static final Path CASES = Path.of("src/main/java/dev/holdfast/store/contract");
  private static final Path STORES = Path.of("..");
  private static final String EXCUSE = "onlyWhereTheServerHoldsTheBytes();";

  /** A method with what stands before its name and inside its braces. */
  private static final Pattern METHOD =
      Pattern.compile(
          "((?:  @[^\\n]*\\n)+)  (?:final )?void (\\w+)\\([^)]*\\)[^{]*\\{(.*?)\\n  }",
          Pattern.DOTALL);

  @Test
  void every_case_is_listed_once_with_what_excuses_from_it() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Path file : files(CASES, "Cases.java")) {
      expected.addAll(rows(Files.readString(file)));
    }
    List<String> listed =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches(".* \\| (server|all) \\|"))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> rows(String source) {
    List<MatchResult> methods = METHOD.matcher(source).results().toList();
    boolean whole =
        methods.stream()
            .anyMatch(m -> m.group(1).contains("@BeforeEach") && m.group(3).contains(EXCUSE));
    return methods.stream()
        .filter(m -> m.group(1).contains("Test"))
        .map(
            m ->
                "| %s | %s |"
                    .formatted(
                        m.group(2).replace('_', ' '),
                        whole || m.group(3).contains(EXCUSE) ? "server" : "all"))
        .toList();
  }

  @Test
  void every_store_that_passes_is_listed() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> stores = new TreeSet<>();
    for (Path file : files(STORES, ".java")) {
      Pattern.compile("class (\\w+) extends (?:Session|Coordination)StoreContract")
          .matcher(Files.readString(file))
          .results()
          .forEach(found -> stores.add(found.group(1)));
    }
    Set<String> listed =
        Pattern.compile("`(\\w+StoreI?T(?:est)?)`")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).isEqualTo(stores);
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
