package dev.holdfast.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** Jetty for EE 10. */
final class ServletSixContainer implements Container {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<EventListener> listeners = new ArrayList<>();
  private final Map<String, ServletHolder> others = new HashMap<>();

  ServletSixContainer() {
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(Duration.ofMinutes(5).toMillis()); // waits for a slow machine
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
  public void listener(EventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void add(String urlPattern, HttpServlet servlet, Map<String, String> initParams) {
    ServletHolder served = new ServletHolder(servlet);
    served.setInitParameters(initParams);
    served.setAsyncSupported(true);
    served.setInitOrder(1);
    others.put(urlPattern, served);
  }

  @Override
  public void start(
      String contextPath, Filter filter, Map<String, String> initParams, HttpServlet servlet) {
    ServletContextHandler context =
        new ServletContextHandler(contextPath, ServletContextHandler.SESSIONS);
    FilterHolder filtered = new FilterHolder(filter);
    filtered.setName("oidc");
    filtered.setInitParameters(initParams);
    filtered.setAsyncSupported(true);
    context.addFilter(
        filtered,
        "/*",
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
    ServletHolder served = new ServletHolder(servlet);
    served.setAsyncSupported(true);
    context.addServlet(served, "/");
    others.forEach((pattern, other) -> context.addServlet(other, pattern));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(500, "/error-page");
    errors.addErrorPage(404, "/error-page");
    context.setErrorHandler(errors);
    listeners.forEach(context::addEventListener);
    server.setHandler(context);
    LifeCycle.start(server);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
