package dev.holdfast.demo.wire;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** A Jetty on localhost that records its requests. Its port is known before it starts. */
public final class LocalServer implements AutoCloseable {
  private final Server server = new Server();
  private final ServletContextHandler context =
      new ServletContextHandler("/", ServletContextHandler.SESSIONS);
  private final RequestLog requests = new RequestLog();
  private final int port;

  private LocalServer(int wanted) {
    this.port = open(wanted);
    server.setHandler(context);
    add(new RecordingFilter(requests));
  }

  /**
   * Takes the port; connections wait until {@link #start()}.
   *
   * @param port 0 for a free one
   * @throws IllegalStateException if the port is taken
   */
  public static LocalServer listen(int port) {
    return new LocalServer(port);
  }

  /** Scheme, host and port. */
  public String origin() {
    return "http://localhost:" + port;
  }

  public RequestLog requests() {
    return requests;
  }

  public ServletContext servletContext() {
    return context.getServletContext();
  }

  /** Cookies ignore ports: under the usual name one server would overwrite another's. */
  public void nameSessionCookie(String name) {
    SessionCookieConfig cookie = context.getSessionHandler().getSessionCookieConfig();
    cookie.setName(name);
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
  }

  /** Filters see requests in the order they were added, after the recording. */
  public void add(Filter filter) {
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  public void add(String path, HttpServlet servlet) {
    context.addServlet(new ServletHolder(servlet), path);
  }

  /** Lets this path answer in place of the container's own error page. */
  public void showProblemsAt(String path) {
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, path);
    context.setErrorHandler(pages);
  }

  /**
   * Serves from now on.
   *
   * @throws RuntimeException if a filter or servlet does not come up
   */
  public void start() {
    LifeCycle.start(server);
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private int open(int wanted) {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("localhost");
    connector.setPort(wanted);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw new IllegalStateException("cannot listen on localhost:" + wanted, e);
    }
    return connector.getLocalPort();
  }
}
