package dev.holdfast.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, for tests that hold it against the code. */
public final class Handbook {
  private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern RULE = Pattern.compile("[-:|\\s]+");

  private final String page;
  private final List<String> lines;

  private Handbook(String page, List<String> lines) {
    this.page = page;
    this.lines = lines;
  }

  /** A page by its path from the project's root; the working directory is a module's. */
  public static Handbook page(String path) {
    try {
      return new Handbook(path, Files.readAllLines(Path.of("..").resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of every table whose first column has this heading, cell by cell. */
  public List<List<String>> rows(String firstColumn) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      List<String> cells = cells(line);
      if (cells.isEmpty()) {
        inside = false;
      } else if (cells.get(0).equals(firstColumn)) {
        inside = true;
      } else if (inside && !RULE.matcher(line).matches()) {
        rows.add(cells);
      }
    }
    if (rows.isEmpty()) {
      throw new AssertionError(page + " has no table that begins with " + firstColumn);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    if (!line.startsWith("|") || !line.endsWith("|")) {
      return List.of();
    }
    return CELLS
        .splitAsStream(line.substring(1, line.length() - 1))
        .map(cell -> cell.strip().replace("\\|", "|"))
        .toList();
  }

  /** The fenced blocks of one language, each as its lines. */
  public List<List<String>> blocks(String language) {
    List<List<String>> blocks = new ArrayList<>();
    Optional<List<String>> open = Optional.empty();
    for (String line : lines) {
      boolean fence = line.startsWith("```");
      if (open.isPresent() && fence) {
        open = Optional.empty();
      } else if (fence && line.equals("```" + language)) {
        open = Optional.of(new ArrayList<>());
        blocks.add(open.get());
      } else if (fence) {
        open = Optional.of(new ArrayList<>()); // of another language
      } else {
        open.ifPresent(block -> block.add(line));
      }
    }
    return blocks;
  }

  /** What a cell says between backticks. */
  public static Stream<String> quoted(String cell) {
    return Pattern.compile("`([^`]+)`").matcher(cell).results().map(found -> found.group(1));
  }
}
