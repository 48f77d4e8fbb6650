package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.seal.Ticket;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/** A person with a browser. What is addressed to the application goes to the node that is named. */
final class User {
  private static final String COOKIE = "loopback-session";

  private final String name;
  private final FakeProvider provider;
  private final Browser browser = Browser.at(Cluster.PUBLIC);

  User(String name, FakeProvider provider) {
    this.name = name;
    this.provider = provider;
  }

  /** The same person in a browser that has these cookies too. */
  User withCookiesOf(User other) {
    other.browser.cookies().forEach(browser::plant);
    return this;
  }

  String name() {
    return name;
  }

  /** Opens a page, signs in at the provider, and must end on the page. */
  void logIn(Node node, String path) {
    Page page = tryToLogIn(node, path);
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).contains(name);
  }

  /** The same, wherever it ends. */
  Page tryToLogIn(Node node, String path) {
    provider.user(name);
    Page page = navigate(node, path);
    while (page.location().isPresent()) {
      page = browser.navigate(routed(page.location().get(), node));
    }
    return page;
  }

  private static URI routed(URI to, Node node) {
    boolean application = to.getPort() == Cluster.PUBLIC.getPort();
    return application
        ? node.at(to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()))
        : to;
  }

  /** As by a link; a redirect is not followed. */
  Page navigate(Node node, String path) {
    return browser.navigate(node.at(path));
  }

  /** As a script. */
  Page get(Node node, String path) {
    return browser.get(node.at(path).toString());
  }

  /** As a script. */
  Page post(Node node, String path) {
    return browser.post(node.at(path).toString(), Map.of());
  }

  /** Whether the browser has a session cookie. */
  boolean hasSession() {
    return browser.cookie(COOKIE).isPresent();
  }

  /** Where the session is filed, by what its one cookie says behind {@code 1.}. */
  Locator locator() {
    String cookie = browser.cookie(COOKIE).orElseThrow();
    return Ticket.parse(cookie.substring(2)).orElseThrow().locator();
  }

  /** All cookies as a header. */
  String cookies() {
    return browser.cookies().entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }
}
