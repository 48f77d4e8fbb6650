package dev.holdfast.containers;

import dev.holdfast.servlet.OidcUser;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenResult;
import dev.holdfast.token.UserAccessToken;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The application: each path does one thing that containers may do in their own ways. */
public final class ShopServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setHeader("X-Reached", request.getServletPath());
    if (request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) != null) {
      write(response, whoami(request));
      return;
    }
    switch (request.getServletPath()) {
      case "/missing" -> response.sendError(404);
      case "/fail" -> throw new ServletException("on purpose");
      case "/error-page" -> write(response, "error page for " + name(request.getUserPrincipal()));
      case "/forward" -> request.getRequestDispatcher("/whoami").forward(request, response);
      case "/include", "/public/include" -> {
        write(response, "included: ");
        request.getRequestDispatcher("/whoami").include(request, response);
      }
      case "/async-token" -> tokenLater(request.startAsync());
      case "/async-start" -> startLater(request.startAsync());
      case "/async-dispatch" -> request.startAsync().dispatch("/renewed-token");
      case "/renewed-token" -> renewedToken(request, response);
      case "/async-missing" -> request.startAsync().dispatch("/missing");
      default -> user(request, response);
    }
  }

  private static void user(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getServletPath()) {
      case "/token" -> token(request, response, TokenRequest.standard());
      case "/sid" -> write(response, sid(request));
      case "/roles" ->
          write(response, request.isUserInRole("buyer") + " " + request.isUserInRole("admin"));
      case "/cookies" -> write(response, cookies(request));
      case "/public/address" -> {
        request.getSession();
        write(response, response.encodeURL("/whoami"));
      }
      case "/public/cart" -> write(response, cart(request));
      case "/logout-here" -> {
        request.logout();
        write(response, whoami(request));
      }
      case "/public/server" -> write(response, request.getServletContext().getServerInfo());
      case "/logout-missing" -> {
        request.logout();
        response.sendError(404);
      }
      case "/logout-reset" -> {
        request.logout();
        response.reset();
        write(response, whoami(request));
      }
      case "/protocol" -> write(response, request.getProtocol());
      case "/redirect" -> {
        request.logout();
        Redirects.send(response, Integer.parseInt(request.getParameter("variant")));
      }
      case "/password" -> password(request, response);
      case "/public/authenticate" -> {
        if (request.authenticate(response)) {
          write(response, whoami(request));
        }
      }
      default -> write(response, whoami(request));
    }
  }

  private static void tokenLater(AsyncContext async) {
    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> answer(async));
  }

  private static void startLater(AsyncContext async) {
    async.start(() -> answer(async));
  }

  private static void answer(AsyncContext async) {
    try {
      renewedToken(
          (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      async.complete();
    }
  }

  /** The provider is asked while the answer waits: the session changes late. */
  private static void renewedToken(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    token(request, response, TokenRequest.standard().forceRenewal());
  }

  private static void token(
      HttpServletRequest request, HttpServletResponse response, TokenRequest wanted)
      throws IOException {
    TokenResult result = OidcUser.findUserAccessToken(request, wanted);
    write(
        response,
        result instanceof TokenResult.Available available
            ? text(request, available.token())
            : result.toString());
  }

  private static String text(HttpServletRequest request, UserAccessToken token) {
    return "%s %s %s"
        .formatted(name(request.getUserPrincipal()), token.scheme(), token.value().reveal());
  }

  private static void password(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      request.login("alice", "secret");
      write(response, "accepted");
    } catch (ServletException e) {
      write(response, "refused");
    }
  }

  private static String whoami(HttpServletRequest request) {
    return "%s %s %s"
        .formatted(
            name(request.getUserPrincipal()), request.getRemoteUser(), request.getAuthType());
  }

  private static String name(@Nullable Principal principal) {
    return principal == null ? "nobody" : principal.getName();
  }

  private static String sid(HttpServletRequest request) {
    return OidcUser.session(request).flatMap(user -> user.claims().text("sid")).orElseThrow();
  }

  private static String cookies(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Cookie"))
        + " "
        + (request.getCookies() == null ? 0 : request.getCookies().length);
  }

  /** What the container's session has held so far, and one thing more. */
  private static String cart(HttpServletRequest request) {
    Object before = request.getSession().getAttribute("cart");
    String after = (before == null ? "" : before) + request.getParameter("add");
    request.getSession().setAttribute("cart", after);
    return after;
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    response.getWriter().write(text);
  }
}
