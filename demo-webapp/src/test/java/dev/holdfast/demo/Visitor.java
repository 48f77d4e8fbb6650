package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who uses the demo: fills in the provider's form, reads pages and JSON. */
final class Visitor {
  private static final Pattern HIDDEN =
      Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Browser browser;

  Visitor(String origin) {
    this.browser = Browser.at(URI.create(origin));
  }

  Browser browser() {
    return browser;
  }

  /** Opens a page, signs in when asked, and ends where the redirects end. */
  Page logIn(String name, String path) {
    return signIn(name, browser.open(path));
  }

  /** Fills in the provider's form and ends where the redirects end. */
  Page signIn(String name, Page form) {
    Page page = submit(name, form);
    while (page.location().isPresent()) {
      page = browser.follow(page);
    }
    return page;
  }

  /** Fills in the provider's form. */
  Page submit(String name, Page form) {
    Map<String, String> fields = new HashMap<>(Map.of("username", name, "password", name));
    Matcher hidden = HIDDEN.matcher(form.body());
    while (hidden.find()) {
      fields.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
    }
    assertThat(fields).as("the form at %s", form.uri().getPath()).containsKey("_csrf");
    return browser.post(form.uri().resolve("/login").toString(), fields);
  }

  /** Presses the button that ends the session, and ends where the redirects end. */
  Page logOut(String origin) {
    Page page =
        browser.send(
            HttpRequest.newBuilder(URI.create(origin + "/auth/logout"))
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Accept", "text/html")
                .POST(BodyPublishers.noBody()));
    while (page.location().isPresent()) {
      page = browser.follow(page);
    }
    return page;
  }

  /** What a page says to a program; it must be 200. */
  JsonNode json(String path) {
    Page page = browser.get(path);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return parse(page);
  }

  static JsonNode parse(Page page) {
    return parse(page.body());
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
