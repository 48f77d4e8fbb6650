package dev.holdfast.servlet.relay;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path that can be read in one way only. What this protects: the container, this relay and an API
 * agree on where a request leads, so that no spelling gets past the prefix of a route.
 *
 * @param segments as text, not encoded; only the last may be empty, for a path that ends in a slash
 */
record RelayPath(List<String> segments) {

  /** Copies the list. */
  RelayPath {
    segments = List.copyOf(segments);
  }

  /**
   * The path within the application (Servlet §3.5.2); empty if it is written in a way that the
   * container may have understood otherwise.
   */
  static Optional<RelayPath> of(HttpServletRequest request) {
    String raw = request.getRequestURI();
    String context = request.getContextPath();
    if (!raw.startsWith(context)) {
      return Optional.empty();
    }
    String info = request.getPathInfo();
    String canonical = request.getServletPath() + (info == null ? "" : info);
    return parse(raw.substring(context.length())).filter(path -> path.text().equals(canonical));
  }

  /** A path as it stands in an address; empty if anything about it is doubtful. */
  static Optional<RelayPath> parse(String raw) {
    if (!raw.startsWith("/")) {
      return Optional.empty();
    }
    String[] parts = raw.substring(1).split("/", -1);
    List<String> segments = new ArrayList<>(parts.length);
    for (int i = 0; i < parts.length; i++) {
      boolean endsInSlash = i > 0 && i == parts.length - 1 && parts[i].isEmpty();
      Optional<String> text = PercentCoding.decodeSegment(parts[i]);
      if (text.filter(segment -> endsInSlash || isPlain(segment)).isEmpty()) {
        return Optional.empty();
      }
      segments.add(text.get());
    }
    return Optional.of(new RelayPath(segments));
  }

  /** The path of an address that others begin with; it may be empty or end in a slash. */
  static Optional<RelayPath> base(String raw) {
    String path = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
    return path.isEmpty() ? Optional.of(new RelayPath(List.of())) : parse(path);
  }

  /**
   * Neither a step nor anything that a reader behind us could take for a separator, a parameter or
   * a second layer of encoding.
   */
  private static boolean isPlain(String segment) {
    return !segment.isEmpty()
        && !segment.equals(".")
        && !segment.equals("..")
        && segment
            .codePoints()
            .noneMatch(c -> Character.isISOControl(c) || "/\\;%".indexOf(c) >= 0);
  }

  /** As text, not encoded. */
  String text() {
    return "/" + String.join("/", segments);
  }

  /** As it stands in an address. */
  String encoded() {
    return "/" + String.join("/", segments.stream().map(PercentCoding::encodeSegment).toList());
  }

  boolean startsWith(RelayPath prefix) {
    int length = prefix.segments.size();
    return segments.size() >= length && segments.subList(0, length).equals(prefix.segments);
  }

  /** What follows a prefix, encoded: nothing, or a path. */
  String encodedAfter(RelayPath prefix) {
    int length = prefix.segments.size();
    return length == segments.size()
        ? ""
        : new RelayPath(segments.subList(length, segments.size())).encoded();
  }

  /** How an answer at this path refers to another of the application, whatever precedes both. */
  String referenceTo(String otherEncoded) {
    String up = segments.size() == 1 ? "./" : "../".repeat(segments.size() - 1);
    return up + otherEncoded.substring(1);
  }
}
