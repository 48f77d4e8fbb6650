package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the library's randomness comes from: a search through its sources. */
class RandomnessTest {
  /** What blocks, and what somebody can foretell. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "getInstanceStrong|java\\.util\\.Random|new Random\\(|Math\\.random|ThreadLocalRandom"
              + "|SplittableRandom|RandomGenerator|randomUUID|generateSeed|setSeed");

  private static final Pattern SECURE = Pattern.compile("new SecureRandom\\(");

  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("core", "servlet-filter", "session-stores")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module))) {
        files
            .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.toString().contains("contract")) // tests, for other modules
            .forEach(sources::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(sources).hasSizeGreaterThan(250);
    return sources;
  }

  private static boolean has(Pattern pattern, Path file) {
    try {
      return pattern.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("CRY-12: no source of randomness that blocks or that is weak")
  void randomness_neither_blocks_nor_is_weak() {
    assertThat(sources()).noneMatch(file -> has(FORBIDDEN, file));
    assertThat(sources())
        .filteredOn(file -> has(SECURE, file))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("RandomBytes.java");
  }
}
