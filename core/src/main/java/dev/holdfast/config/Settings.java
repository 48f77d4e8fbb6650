package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Named texts from web.xml, a file or the environment, read once. Whoever reads a setting makes its
 * name known; problems are gathered, not thrown, until {@link #finish}.
 *
 * <p>Not thread-safe: settings are read by the thread that starts the application.
 */
public final class Settings {
  private final Map<String, String> values;
  private final Map<String, String> others;
  private final References references;
  private final SettingsScope scope;
  private final Set<String> known;
  private final List<String> problems;

  private Settings(Map<String, String> values, Map<String, String> others, References references) {
    this.values = Map.copyOf(values);
    this.others = Map.copyOf(others);
    this.references = references;
    this.scope = SettingsScope.WHOLE;
    this.known = new TreeSet<>();
    this.problems = new ArrayList<>();
  }

  private Settings(Settings whole, SettingsScope scope) {
    this.values = whole.values;
    this.others = whole.others;
    this.references = whole.references;
    this.scope = scope;
    this.known = whole.known;
    this.problems = whole.problems;
  }

  /** Settings whose values may refer to {@code ${env:NAME}} and {@code ${file:/path}}. */
  public static Settings of(Map<String, String> values) {
    return of(values, References.platform());
  }

  static Settings of(Map<String, String> values, References references) {
    return new Settings(values, Map.of(), references);
  }

  /**
   * The same, not read yet; what they leave unset is looked for in a place shared with strangers,
   * such as the environment, where an unknown name is no mistake.
   */
  public Settings orElse(Map<String, String> shared) {
    return new Settings(values, shared, references);
  }

  /**
   * The same settings as one part of the application reads them, under the same names: what begins
   * with a prefix is its own, and what is not there it may share with everybody. Problems are
   * gathered in one place.
   */
  public Settings within(SettingsScope part) {
    return new Settings(this, part);
  }

  private Optional<String> raw(String name) {
    return Optional.ofNullable(values.containsKey(name) ? values.get(name) : others.get(name));
  }

  private boolean isSet(String name) {
    return raw(name).isPresent();
  }

  /** The setting's text, references resolved; empty if unset or blank. */
  public Optional<String> text(String name) {
    scope.spellings(name).forEach(known::add);
    String raw =
        scope.spellings(name).stream()
            .flatMap(spelling -> raw(spelling).stream())
            .findFirst()
            .or(() -> scope.implied(name))
            .orElse("");
    if (raw.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(references.resolve(raw.strip())).filter(text -> !text.isBlank());
    } catch (IllegalArgumentException e) {
      problem(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The setting's text; a missing one is a problem described by {@code advice}. */
  public Optional<String> required(String name, String advice) {
    int before = problems.size();
    Optional<String> text = text(name);
    if (text.isEmpty() && problems.size() == before) {
      problem(name, "is missing; " + advice);
    }
    return text;
  }

  /** The setting as a secret. */
  public Optional<SecretText> secret(String name) {
    return text(name).map(SecretText::of);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      problem(name, "is neither true nor false");
    }
    return text.map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** A time such as {@code 250ms}, {@code 60s}, {@code 30m}, {@code 8h} or {@code 7d}. */
  public Duration duration(String name, Duration otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    Optional<Duration> parsed = DurationText.parse(text.get());
    if (parsed.isEmpty()) {
      problem(name, "is no time such as 250ms, 60s, 30m, 8h or 7d");
    }
    return parsed.orElse(otherwise);
  }

  /** A whole number between two bounds, both allowed. */
  public int number(String name, int otherwise, int least, int most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below, in the same words as a number out of bounds
    }
    problem(name, "is no whole number from " + least + " to " + most);
    return otherwise;
  }

  /** An absolute URI. */
  public Optional<URI> uri(String name) {
    return text(name).flatMap(text -> uri(name, text));
  }

  Optional<URI> uri(String name, String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute() && uri.getHost() != null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // reported below, in the same words as a relative one
    }
    problem(name, "is no absolute URI");
    return Optional.empty();
  }

  /** Absolute URIs separated by spaces or commas; empty if unset. */
  Optional<Set<URI>> uris(String name) {
    return text(name)
        .map(
            text ->
                split(text).stream()
                    .flatMap(word -> uri(name, word).stream())
                    .collect(Collectors.<URI>toSet()));
  }

  /** What {@code parse} makes of the text; if it throws, its words are the problem. */
  <T> Optional<T> parsed(String name, Function<String, T> parse) {
    Optional<String> text = text(name);
    try {
      return text.map(parse);
    } catch (IllegalArgumentException e) {
      problem(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Words separated by spaces or commas, in order; {@code otherwise} if unset. */
  public List<String> words(String name, List<String> otherwise) {
    return text(name).map(text -> List.copyOf(new LinkedHashSet<>(split(text)))).orElse(otherwise);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** One of a few words. */
  public String choice(String name, String otherwise, List<String> allowed) {
    String text = text(name).orElse(otherwise);
    if (allowed.contains(text)) {
      return text;
    }
    problem(name, "is none of " + String.join(", ", allowed));
    return otherwise;
  }

  /**
   * Notes a problem of a setting: what is wrong and what to do, never the value of a secret. The
   * same problem, found twice, is noted once.
   */
  public void problem(String name, String complaint) {
    String problem = scope.spelling(name, this::isSet) + " " + complaint;
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Whether a problem of this setting has been noted already. */
  boolean complainedAbout(String name) {
    String spelling = scope.spelling(name, this::isSet) + " ";
    return problems.stream().anyMatch(problem -> problem.startsWith(spelling));
  }

  /** The names that begin so and are set, except in a place shared with strangers. */
  List<String> names(String prefix) {
    String own = scope.prefix();
    return values.keySet().stream()
        .filter(name -> name.startsWith(own + prefix))
        .map(name -> name.substring(own.length()))
        .sorted()
        .toList();
  }

  /** The names that were asked for so far, set or not. */
  public Set<String> known() {
    return Set.copyOf(known);
  }

  /** Whether no problem has been noted so far. */
  public boolean sound() {
    return problems.isEmpty();
  }

  /**
   * Ends reading: every set name that nobody read is a problem too.
   *
   * @throws ConfigurationException with every problem gathered
   */
  public void finish() {
    for (String name : new TreeSet<>(values.keySet())) {
      if (!known.contains(name)) {
        problem(
            name,
            "is unknown"
                + Suggestion.among(known, name).map(s -> "; did you mean " + s + "?").orElse(""));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
