package dev.holdfast.interop;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who fills in Keycloak's form. What goes to the public address reaches the application.
 */
final class Visitor {
  private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
  private static final int MOST_STEPS = 15;

  private final String name;
  private final URI publicly;
  private final URI really;
  private final Browser browser;
  private final List<URI> sent = new ArrayList<>();

  /** A visitor of an application that is known by one address and listens at another. */
  Visitor(String name, URI publicly, URI really) {
    this.name = name;
    this.publicly = publicly;
    this.really = really;
    this.browser = Browser.at(really);
  }

  /** Opens a page and goes on, signing in where asked, until there is a page that stays. */
  Page open(String path) {
    Page page = browser.navigate(really.resolve(path));
    for (int step = 0; step < MOST_STEPS; step++) {
      if (page.location().isPresent()) {
        page = browser.navigate(routed(page.location().get()));
      } else if (page.body().contains("kc-form-login")) {
        page = signIn(page);
      } else {
        return page;
      }
    }
    throw new AssertionError("it does not end, last at " + page.uri());
  }

  private Page signIn(Page form) {
    Matcher action = ACTION.matcher(form.body());
    if (!action.find()) {
      throw new AssertionError("no form: " + form.body());
    }
    String address = action.group(1).replace("&amp;", "&");
    return browser.post(address, Map.of("username", name, "password", name));
  }

  /** With which query a redirect last led to an address that ends like this. */
  String sentTo(String path) {
    return sent.stream()
        .filter(to -> to.getPath().endsWith(path))
        .reduce((earlier, later) -> later)
        .map(URI::getRawQuery)
        .orElseThrow();
  }

  private URI routed(URI to) {
    sent.add(to);
    boolean application =
        to.getScheme().equals(publicly.getScheme())
            && to.getAuthority().equals(publicly.getAuthority());
    return application
        ? really.resolve(to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()))
        : to;
  }

  /** As a script. */
  Page get(String path) {
    return browser.get(path);
  }

  /** As a script of the application. */
  Page post(String path) {
    return browser.post(path, Map.of());
  }

  /** Goes where a script was told to go. */
  Page follow(URI address) {
    Page page = browser.navigate(address);
    while (page.location().isPresent()) {
      page = browser.navigate(routed(page.location().get()));
    }
    return page;
  }
}
