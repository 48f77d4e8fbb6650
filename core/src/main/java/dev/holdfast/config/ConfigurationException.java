package dev.holdfast.config;

import java.util.List;

/** The settings cannot be used. Lists every problem found, each naming its setting. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** With all problems, one line each. */
  public ConfigurationException(List<String> problems) {
    super(
        problems.size()
            + (problems.size() == 1 ? " problem" : " problems")
            + " in the settings:\n  - "
            + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line per problem: the setting's name, what is wrong, what to do. */
  public List<String> problems() {
    return problems;
  }
}
