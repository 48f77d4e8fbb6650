package dev.holdfast.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A page that goes on by itself, without a script. What it leads to is asked for by a page of this
 * origin, so that browsers bring every cookie, whoever's page led here.
 */
final class ArrivalDocument {
  private final Template template = Template.load("arrival.html", "error.css");

  /** Answers with the page. */
  void send(Visit visit, String address) throws IOException {
    visit.keepPrivate();
    template.protect(visit.response());
    byte[] page =
        template
            .html()
            .replace("{{href}}", Template.escaped(address))
            .getBytes(StandardCharsets.UTF_8);
    visit.response().setContentType("text/html");
    visit.response().setCharacterEncoding(StandardCharsets.UTF_8.name());
    visit.response().setContentLength(page.length);
    visit.response().getOutputStream().write(page);
  }
}
