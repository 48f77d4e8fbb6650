package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Handbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/relay.md shows is what the demo runs. */
class RelayDocsTest {
  private static final Path WEBAPP = Path.of("../demo-webapp/src/main/webapp");

  private final Handbook page = Handbook.page("docs/relay.md");

  @Test
  void the_web_xml_stands_in_the_web_xml_of_the_demo() throws IOException {
    assertStandsIn(WEBAPP.resolve("WEB-INF/web.xml"), page.blocks("xml").get(0));
  }

  @Test
  void the_script_stands_in_the_script_of_the_demo() throws IOException {
    assertStandsIn(WEBAPP.resolve("orders.js"), page.blocks("js").get(0));
  }

  /** As it is, but for how far it is moved to the right. */
  private static void assertStandsIn(Path file, List<String> block) throws IOException {
    List<String> lines = Files.readAllLines(file).stream().map(String::strip).toList();
    assertThat(lines).containsSequence(block.stream().map(String::strip).toList());
  }

  @Test
  void bff_14_separate_applications_are_told_to_use_separate_host_names() throws IOException {
    assertThat(Files.readString(Path.of("../docs/relay.md")))
        .contains("Two applications need two host names");
    assertThat(Files.readString(Path.of("../docs/threat-model.md")))
        .contains("Separate applications need separate host names");
  }
}
