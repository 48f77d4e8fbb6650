package dev.holdfast.servlet;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.RecordedCall;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application that knows of its provider by the init-params of the filter and nothing else. */
final class DeployedShop implements AutoCloseable {
  final FakeProvider provider = FakeProvider.start();
  private final Container container = Container.open();

  /**
   * Starts the application.
   *
   * @param more in place of, or beside, what it takes for a login at all; an empty one is unset
   */
  DeployedShop start(Map<String, String> more) {
    return start(more, new ShopServlet(URI.create("https://api.example")));
  }

  /** The same with another servlet. */
  DeployedShop start(Map<String, String> more, HttpServlet servlet) {
    Map<String, String> settings = new HashMap<>();
    settings.put("issuer", provider.issuer());
    settings.put("client-id", "shop");
    settings.put("client-secret", "shop-secret");
    settings.put("redirect-uri", home().resolve("/auth/callback").toString());
    settings.put("allow-http-loopback", "true");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", "memory");
    settings.putAll(more);
    settings.values().removeIf(String::isEmpty);
    container.start("/", new OidcFilter(), settings, servlet);
    return this;
  }

  URI home() {
    return Shop.home(container);
  }

  /** A browser without cookies. */
  Browser browser() {
    return Browser.at(home());
  }

  /** The latest request of an endpoint. */
  RecordedCall latest(Endpoint endpoint) {
    List<RecordedCall> calls = provider.requests(endpoint);
    return calls.get(calls.size() - 1);
  }

  @Override
  public void close() {
    container.close();
    provider.close();
  }
}
