package dev.holdfast.demo;

import dev.holdfast.Oidc;
import dev.holdfast.demo.web.SessionsServlet;
import dev.holdfast.demo.wire.LocalServer;
import dev.holdfast.servlet.FilterSettings;
import dev.holdfast.servlet.OidcFilter;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A page that sets no header and polls, another that may be kept, the script that the handbook
 * shows, and the demo's list of sessions: behind the filter, with a clock that moves when told to
 * and a store that falls silent.
 */
final class SmallApplication implements AutoCloseable {
  final FixedTime time = FixedTime.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  final FakeProvider provider = FakeProvider.start(time);
  private final MapSessionStore store = new MapSessionStore(time);
  private final AtomicBoolean silentBehindFilter = new AtomicBoolean();
  private final LocalServer server = LocalServer.listen(0);

  SmallApplication() {
    this(Map.of());
  }

  /** With these settings of the filter besides. */
  SmallApplication(Map<String, String> besides) {
    this(new Desk(), besides);
  }

  /** With another page, too. */
  SmallApplication(HttpServlet desk, Map<String, String> besides) {
    Map<String, String> settings = new HashMap<>(besides);
    settings.put("public", "/desk.js /session.js");
    Oidc oidc =
        Oidc.builder(
                Node.config(provider)
                    .redirectUri(URI.create(server.origin() + "/auth/callback"))
                    .build())
            .sessionStore(store)
            .coordinationStore(new MapCoordinationStore(time))
            .time(time)
            .build();
    server.add(new OidcFilter(oidc, FilterSettings.of(settings)));
    server.add(
        (request, response, chain) -> {
          store.broken(silentBehindFilter.get());
          try {
            chain.doFilter(request, response);
          } finally {
            store.broken(false);
          }
        });
    server.add("/", desk);
    server.add("/session.js", new DocumentedScript());
    server.add("/sessions", new SessionsServlet());
    server.start();
  }

  String origin() {
    return server.origin();
  }

  /** From now on the store answers the filter, and then nobody. */
  void fallSilentBehindFilter() {
    silentBehindFilter.set(true);
  }

  @Override
  public void close() {
    server.close();
    provider.close();
  }

  private static final class DocumentedScript extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/javascript");
      response.getWriter().write(Files.readString(Path.of("../docs/session.js")));
    }
  }

  private static final class Desk extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PAGE =
        """
        <!doctype html><title>Desk</title><link rel="icon" href="data:,">
        <h1>The desk of %s</h1>
        <form method="post" action="/auth/logout"><button>Leave</button></form>
        <p><output id="told">not asked</output></p>
        <script type="module" src="/desk.js"></script>
        """;
    private static final String SCRIPT =
        """
        import { whoIsThere } from "/session.js";
        let asked = 0;
        async function ask() {
          const session = await whoIsThere();
          document.getElementById("told").textContent =
              "answer " + ++asked + ": " + (session ? "in" : "out");
          setTimeout(ask, 50);
        }
        ask();
        """;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getServletPath();
      if (path.equals("/desk.js")) {
        response.setContentType("text/javascript");
        response.getWriter().write(SCRIPT);
        return;
      }
      if (path.equals("/kept")) {
        response.setHeader("Cache-Control", "private, max-age=600");
      }
      response.setContentType("text/html;charset=UTF-8");
      response.getWriter().write(PAGE.formatted(request.getRemoteUser()));
    }
  }
}
