package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A link from one page of the project to another, or into one, leads somewhere. */
class LinksTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private record Link(Path page, String target) {}

  @Test
  void every_link_within_the_project_leads_somewhere() throws IOException {
    List<Link> links = pages().stream().flatMap(LinksTest::links).toList();

    assertThat(links).hasSizeGreaterThan(10).allMatch(LinksTest::leadsSomewhere);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  private static Stream<Link> links(Path page) {
    return LINK.matcher(read(page))
        .results()
        .map(found -> new Link(page, found.group(1)))
        .filter(link -> !link.target().contains("://"));
  }

  private static boolean leadsSomewhere(Link link) {
    int hash = link.target().indexOf('#');
    String file = hash < 0 ? link.target() : link.target().substring(0, hash);
    Path page = file.isEmpty() ? link.page() : link.page().resolveSibling(file);
    return Files.exists(page)
        && (hash < 0 || anchors(page).anyMatch(link.target().substring(hash + 1)::equals));
  }

  /** As GitHub makes them of headings. */
  private static Stream<String> anchors(Path page) {
    return read(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
