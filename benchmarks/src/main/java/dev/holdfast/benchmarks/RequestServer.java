package dev.holdfast.benchmarks;

import dev.holdfast.Oidc;
import dev.holdfast.config.Settings;
import dev.holdfast.servlet.FilterSettings;
import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.session.SampleSessions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A servlet in Jetty, bare or behind the filter: the process whose CPU time is counted. It prints
 * its port and then a {@code Cookie} header for each of its sessions, and ends when its input does.
 */
public final class RequestServer {
  private static final int THREADS = 64;
  private static final int IDLE_MILLIS = 3_600_000;

  private RequestServer() {}

  /**
   * Serves.
   *
   * @param arguments the number of sessions, then settings as {@code name=value}; none of both for
   *     the bare servlet
   */
  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // speaks to the process that started it
  public static void main(String[] arguments) throws Exception {
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new Greeting()), "/hello");
    List<String> cookies = arguments.length == 0 ? List.of() : protect(context, List.of(arguments));
    Server server = new Server(new QueuedThreadPool(THREADS));
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    PrintStream out = System.out;
    out.println(connector.getLocalPort());
    out.println(cookies.size());
    cookies.forEach(out::println);
    out.flush();
    while (System.in.read() >= 0) {
      // nothing is said to this process but that it may end
    }
    server.stop();
    System.exit(0);
  }

  private static List<String> protect(ServletContextHandler context, List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    arguments.stream()
        .skip(1)
        .map(argument -> argument.split("=", 2))
        .forEach(pair -> given.put(pair[0], pair[1]));
    Settings settings = SampleSessions.settings(given);
    Oidc oidc = Oidc.read(settings).orElseThrow().build();
    FilterSettings filter = FilterSettings.of(Map.of());
    settings.finish();
    context.addFilter(
        new FilterHolder(new OidcFilter(oidc, filter)), "/*", EnumSet.of(DispatcherType.REQUEST));
    return SampleSessions.tickets(oidc, Integer.parseInt(arguments.get(0))).stream()
        .map(ticket -> "__Host-session=1." + ticket)
        .toList();
  }

  /** The servlet of every variant: a small page that greets its user. */
  private static final class Greeting extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String user = request.getRemoteUser();
      byte[] page =
          ("<p>Hello " + (user == null ? "6f1c0a52-93d4-4a8e-bf5d-0d5f7c8e2b11" : user))
              .getBytes(StandardCharsets.UTF_8);
      response.setContentType("text/html");
      response.setContentLength(page.length);
      response.getOutputStream().write(page);
    }
  }
}
