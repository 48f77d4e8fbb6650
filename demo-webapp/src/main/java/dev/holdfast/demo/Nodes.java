package dev.holdfast.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application once, or several times side by side: the same settings, each with filter,
 * connections and memory of its own.
 */
final class Nodes implements AutoCloseable {
  private final List<Application> nodes;

  private Nodes(List<Application> nodes) {
    this.nodes = nodes;
  }

  /**
   * Takes all ports.
   *
   * @throws CannotStartException if that does not work; no port is taken then
   */
  static Nodes listen(List<Listening> places) throws CannotStartException {
    List<Application> nodes = new ArrayList<>();
    boolean complete = false;
    try {
      for (Listening place : places) {
        nodes.add(Application.listen(place));
      }
      complete = true;
    } finally {
      if (!complete) {
        nodes.forEach(Application::close);
      }
    }
    return new Nodes(List.copyOf(nodes));
  }

  /** Of the first, to which logins lead. */
  String origin() {
    return nodes.get(0).origin();
  }

  /** Of all, in order. */
  List<String> origins() {
    return nodes.stream().map(Application::origin).toList();
  }

  /** Where to find them, line by line. */
  List<String> greeting() {
    List<String> greeting = new ArrayList<>();
    greeting.add("Holdfast demo: open " + origin() + "/");
    origins().stream()
        .skip(1)
        .forEach(node -> greeting.add("  and " + node + "/, a second node on the same store"));
    return greeting;
  }

  /** As {@link Application#serve(Map, URI)}. */
  void serve(Map<String, String> settings, @Nullable URI api) {
    nodes.forEach(node -> node.serve(settings, api, origins()));
  }

  @Override
  public void close() {
    nodes.forEach(Application::close);
  }
}
