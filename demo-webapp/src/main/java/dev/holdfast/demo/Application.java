package dev.holdfast.demo;

import dev.holdfast.config.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SecuredRedirectHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/** The web application of the WAR, in an embedded Jetty. Its address is known before it starts. */
final class Application implements AutoCloseable {
  private final Server server = new Server();
  private final Listening where;
  private final String origin;

  private Application(Listening where) throws CannotStartException {
    this.where = where;
    this.origin = new Connectors(server).open(where);
  }

  /**
   * Takes the ports; connections wait until {@link #serve}.
   *
   * @throws CannotStartException if that does not work
   */
  static Application listen(Listening where) throws CannotStartException {
    return new Application(where);
  }

  /** Scheme, host and port. */
  String origin() {
    return origin;
  }

  /**
   * Serves from now on.
   *
   * @param settings take the place of what {@code web.xml} reads from the environment
   * @param api what {@code /orders} calls; null if that is not known
   * @throws ConfigurationException with all that is wrong with the settings
   */
  void serve(Map<String, String> settings, @Nullable URI api) {
    serve(settings, api, List.of(origin));
  }

  /**
   * The same beside others.
   *
   * @param nodes the origins of all of them
   */
  void serve(Map<String, String> settings, @Nullable URI api, List<String> nodes) {
    DeployedApplication application = new DeployedApplication(settings, api, nodes);
    // The server's, since a stopping application still looks at its files.
    application.setBaseResource(ResourceFactory.of(server).newResource(root()));
    server.setHandler(
        where.tls() == null ? application : new SecuredRedirectHandler(application, 302));
    try {
      LifeCycle.start(server);
    } catch (RuntimeException e) {
      throw complaint(e).orElseThrow(() -> e);
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    for (Connector connector : server.getConnectors()) {
      ((ServerConnector) connector).close(); // stopping closes none that never started
    }
  }

  private static URI root() {
    String descriptor = "webapp/WEB-INF/web.xml";
    String found = String.valueOf(Application.class.getResource(descriptor));
    return URI.create(found.substring(0, found.length() - "WEB-INF/web.xml".length()));
  }

  private static Optional<RuntimeException> complaint(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConfigurationException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Reads the same {@code web.xml} as every container, then lets the settings have their say. */
  private static final class DeployedApplication extends WebAppContext {
    private final Map<String, String> settings;
    private final @Nullable URI api;
    private final List<String> nodes;

    DeployedApplication(Map<String, String> settings, @Nullable URI api, List<String> nodes) {
      this.settings = settings;
      this.api = api;
      this.nodes = nodes;
      setContextPath("/");
      setParentLoaderPriority(true);
      setThrowUnavailableOnStartupException(true);
    }

    @Override
    public void resolveMetaData() throws Exception {
      super.resolveMetaData();
      Map<String, String> parameters = getServletHandler().getFilter("oidc").getInitParameters();
      parameters.values().removeIf(value -> value.contains("${"));
      parameters.putAll(settings);
      getInitParams().remove("demo.api");
      ServletHolder relay = getServletHandler().getServlet("api");
      if (api != null) {
        getInitParams().put("demo.api", api.toString());
        relay.setInitParameter("route.orders", "/api/orders -> " + api);
      } else {
        relay.setInitOrder(-1); // it has nowhere to lead; somebody else complains of that
      }
      getInitParams().put("demo.nodes", String.join(" ", nodes));
    }
  }
}
