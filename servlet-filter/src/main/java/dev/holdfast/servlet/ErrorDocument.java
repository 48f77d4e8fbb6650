package dev.holdfast.servlet;

import java.io.IOException;
import java.util.Map;

/** The page that people see when something goes wrong. */
final class ErrorDocument {
  private final Template template = Template.load("error.html", "error.css");

  /** Answers with the page for one error. */
  void send(Visit visit, Advice advice, String href, String code, String reference)
      throws IOException {
    template.send(visit, of(advice, href, code, reference));
  }

  String of(Advice advice, String href, String code, String reference) {
    return template.filled(
        Map.of(
            "title",
            advice.title(),
            "what",
            advice.what(),
            "help",
            advice.help(),
            "href",
            href,
            "link",
            advice.next().label,
            "code",
            code,
            "reference",
            reference));
  }
}
