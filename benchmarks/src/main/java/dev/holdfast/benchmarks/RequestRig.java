package dev.holdfast.benchmarks;

import dev.holdfast.Oidc;
import dev.holdfast.servlet.FilterSettings;
import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.session.SampleSessions;
import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.store.memory.MemoryCoordinationStore;
import dev.holdfast.store.memory.MemorySessionStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A servlet in Jetty, bare or behind the filter, and a client that asks it over one connection,
 * each time as another of many sessions.
 */
final class RequestRig implements AutoCloseable {
  private static final int SESSIONS = 32;

  private final Server server;
  private final String threadsOf;
  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private final List<byte[]> requests;
  private final int answerLength;
  private int next;

  private RequestRig(String name, ServletContextHandler context, List<byte[]> requests)
      throws Exception {
    this.threadsOf = "rig-" + name;
    QueuedThreadPool pool = new QueuedThreadPool(16);
    pool.setName(threadsOf);
    this.server = new Server(pool);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    this.socket = new Socket("127.0.0.1", connector.getLocalPort());
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
    this.requests = requests;
    this.answerLength = firstAnswer();
  }

  static RequestRig bare() throws Exception {
    return new RequestRig("bare", context(), List.of(request("nobody=1")));
  }

  static RequestRig behindFilter(String store) throws Exception {
    MemoryCoordinationStore facts = new MemoryCoordinationStore(SampleSessions.clock(), 1000);
    SessionStore sessions =
        store.equals("memory")
            ? new MemorySessionStore(
                SampleSessions.clock(), dev.holdfast.secret.RandomBytes.secure(), 1000)
            : new SealedLocatorStore();
    Oidc oidc = SampleSessions.client(sessions, facts);
    ServletContextHandler context = context();
    context.addFilter(
        new FilterHolder(new OidcFilter(oidc, FilterSettings.of(Map.of()))),
        "/*",
        EnumSet.of(DispatcherType.REQUEST));
    List<byte[]> requests =
        SampleSessions.tickets(oidc, SESSIONS).stream()
            .map(ticket -> request("__Host-session=1." + ticket))
            .toList();
    return new RequestRig(store, context, requests);
  }

  private static ServletContextHandler context() {
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new Greeting()), "/hello");
    return context;
  }

  private static byte[] request(String cookie) {
    return ("GET /hello HTTP/1.1\r\nHost: shop.example.com\r\nAccept: text/html\r\nCookie: "
            + cookie
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** One request, answered; fails unless the answer is the page. */
  int ask() throws IOException {
    out.write(requests.get(next));
    next = (next + 1) % requests.size();
    byte[] answer = new byte[answerLength];
    in.readFully(answer);
    if (answer[9] != '2') {
      throw new IOException("not 200");
    }
    return answer[answerLength - 1];
  }

  /** Reads the first answer to its end: all others are as long. */
  private int firstAnswer() throws IOException {
    out.write(requests.get(0));
    StringBuilder head = new StringBuilder();
    InputStream raw = in;
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) raw.read());
    }
    int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
    int body = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
    in.readFully(new byte[body]);
    if (!head.toString().startsWith("HTTP/1.1 200")) {
      throw new IOException(head.toString());
    }
    return head.length() + body;
  }

  /** The CPU time of the server's own threads so far, in nanoseconds. */
  long serverNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith(threadsOf)) {
        sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
      }
    }
    return sum;
  }

  @Override
  public void close() throws Exception {
    socket.close();
    server.stop();
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
