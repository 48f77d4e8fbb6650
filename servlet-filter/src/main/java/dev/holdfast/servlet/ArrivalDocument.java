package dev.holdfast.servlet;

import java.io.IOException;
import java.util.Map;

/**
 * A page that goes on by itself, without a script. What it leads to is asked for by a page of this
 * origin, so that browsers bring every cookie, whoever's page led here.
 */
final class ArrivalDocument {
  private final Template template = Template.load("arrival.html", "error.css");

  /** Answers with the page. */
  void send(Visit visit, String address) throws IOException {
    visit.keepPrivate();
    template.send(visit, template.filled(Map.of("href", address)));
  }
}
