package dev.holdfast.containers;

import dev.holdfast.servlet.ApiRelayServlet;
import dev.holdfast.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Jetty for EE 10. */
final class JettyContainer implements Container {
  private final Server server = new Server();
  private final ServerConnector connector;

  JettyContainer() {
    HttpConfiguration lenient = new HttpConfiguration();
    lenient.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(lenient));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void start(Map<String, String> filter, Map<String, String> relay) {
    ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    FilterHolder filtered = new FilterHolder();
    filtered.setName("oidc");
    filtered.setClassName(OidcFilter.class.getName());
    filtered.setInitParameters(filter);
    filtered.setAsyncSupported(true);
    context.addFilter(
        filtered,
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    addServlet(context, ShopServlet.class, Map.of(), "/", "/account/*");
    addServlet(context, ApiRelayServlet.class, relay, "/api/*");
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(404, "/error-page");
    errors.addErrorPage(500, "/error-page");
    context.setErrorHandler(errors);
    server.setHandler(context);
    LifeCycle.start(server);
  }

  private static void addServlet(
      ServletContextHandler context,
      Class<? extends HttpServlet> type,
      Map<String, String> initParams,
      String... patterns) {
    ServletHolder servlet = new ServletHolder();
    servlet.setName(type.getName());
    servlet.setClassName(type.getName());
    servlet.setInitParameters(initParams);
    servlet.setAsyncSupported(true);
    servlet.setInitOrder(1);
    for (String pattern : patterns) {
      context.addServlet(servlet, pattern);
    }
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
