package dev.holdfast.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${env:NAME}} and {@code ${file:/path}} in the text of a setting. */
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  private final Environment environment;

  private References(Environment environment) {
    this.environment = environment;
  }

  /** The environment of this process, and its files. */
  static References platform() {
    return new References(System::getenv);
  }

  /** Another environment, for tests. */
  static References over(Environment environment) {
    return new References(environment);
  }

  /**
   * The text with every reference replaced; throws {@link IllegalArgumentException} if one fails.
   */
  String resolve(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(found -> Matcher.quoteReplacement(lookUp(found.group(1))));
  }

  private String lookUp(String reference) {
    if (reference.startsWith("env:")) {
      String value = environment.get(reference.substring(4));
      if (value == null) {
        throw new IllegalArgumentException("refers to ${" + reference + "}, which is not set");
      }
      return value;
    }
    if (reference.startsWith("file:")) {
      return read(reference);
    }
    throw new IllegalArgumentException(
        "refers to ${" + reference + "}; only ${env:NAME} and ${file:/path} are known");
  }

  private static String read(String reference) {
    try {
      return Files.readString(Path.of(reference.substring(5))).strip();
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("refers to ${" + reference + "}, which cannot be read", e);
    }
  }

  /** Looks up an environment variable; null if it is not set. */
  @FunctionalInterface
  interface Environment {
    @Nullable String get(String name);
  }
}
