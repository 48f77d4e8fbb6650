package dev.holdfast.demo;

import dev.holdfast.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The application alone, with a provider and an API that its settings name. */
final class AnyProviderDemo implements Demo {
  private final Nodes nodes;
  private final List<String> greeting;

  private AnyProviderDemo(Nodes nodes, SettingsFile settings) {
    this.nodes = nodes;
    this.greeting = new ArrayList<>(nodes.greeting());
    greeting.add(
        "  provider "
            + settings.oidc().getOrDefault("issuer", "unknown")
            + ", session store: "
            + settings.store());
    greeting.add("  Ctrl-C stops the application");
  }

  /**
   * Starts and answers when the application serves.
   *
   * @throws CannotStartException in words for the person who started it; nothing runs then
   */
  static AnyProviderDemo start(Path file, List<Listening> places) throws CannotStartException {
    SettingsFile settings = SettingsFile.read(file);
    List<String> problems = new ArrayList<>(settings.problems());
    if (places.size() > 1) {
      problems.addAll(settings.problemsOfSharing());
    }
    Nodes nodes = Nodes.listen(places);
    boolean serving = false;
    try {
      nodes.serve(settings.oidc(), settings.api().orElse(null));
      serving = problems.isEmpty();
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    } finally {
      if (!serving) {
        nodes.close();
      }
    }
    if (!serving) {
      throw CannotStartException.because(file.toString(), problems);
    }
    return new AnyProviderDemo(nodes, settings);
  }

  @Override
  public List<String> greeting() {
    return List.copyOf(greeting);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
