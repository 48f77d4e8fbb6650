package dev.holdfast.servlet;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** The page from which people go to a login: links, and nothing that runs. */
final class SignInDocument {
  private final Template template = Template.load("signin.html", "error.css");

  /** Answers with the page: what it says, and the addresses by their labels. */
  void send(Visit visit, String text, Map<String, String> addresses) throws IOException {
    String links =
        addresses.entrySet().stream()
            .map(link -> link(link.getKey(), link.getValue()))
            .collect(Collectors.joining());
    template.send(visit, template.filled(Map.of("text", text)).replace("{{links}}", links));
  }

  private static String link(String label, String address) {
    return "<li><a href=\"%s\">%s</a></li>\n"
        .formatted(Template.escaped(address), Template.escaped(label));
  }
}
