package dev.holdfast.servlet;

import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenResult;
import dev.holdfast.token.UserAccessToken;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.util.Pac4jConstants;

/** The application: each path shows one thing that a servlet may do with its user. */
final class ShopServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Requests that reached the application with a body to act on. */
  final AtomicInteger orders = new AtomicInteger();

  private final transient StepUpServlet more;
  private volatile @Nullable AsyncContext waiting;
  private volatile @Nullable CompletableFuture<TokenResult> late;

  ShopServlet(URI api) {
    this.more = new StepUpServlet(api);
  }

  /** Ends the answer to {@code /leave}, which goes on asking for a token. */
  CompletableFuture<TokenResult> leave() {
    Objects.requireNonNull(waiting, "nobody asked for /leave").complete();
    return Objects.requireNonNull(late, "nobody asked for /leave");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getServletPath().startsWith(StepUpServlet.PATHS)) {
      more.answer(request, response);
      return;
    }
    response.setContentType("text/plain;charset=UTF-8");
    if (request.getServletPath().startsWith("/sessions")) {
      write(response, sessions(request));
      return;
    }
    switch (request.getServletPath()) {
      case "/token" -> token(request, response);
      case "/claims" -> write(response, String.valueOf(OidcUser.session(request)));
      case "/sid" ->
          write(
              response,
              OidcUser.session(request).flatMap(user -> user.claims().text("sid")).orElseThrow());
      case "/roles" -> write(response, roles(request));
      case "/cookies" -> write(response, cookies(request));
      case "/pac4j" -> write(response, String.valueOf(profiles(request)));
      case "/cart" -> write(response, cart(request));
      case "/order" -> order(request, response);
      case "/logout-here" -> {
        request.logout();
        write(response, name(request.getUserPrincipal()) + " " + request.getRemoteUser());
      }
      case "/authenticate" -> {
        if (request.authenticate(response)) {
          write(response, "in");
        }
      }
      default -> unusual(request, response);
    }
  }

  private void unusual(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getServletPath()) {
      case "/reset" -> {
        OidcUser.findUserAccessToken(request);
        response.reset();
        write(response, "empty");
      }
      case "/cached" -> {
        response.setHeader("Cache-Control", "public, max-age=3600");
        write(response, OidcUser.findUserAccessToken(request).getClass().getSimpleName());
      }
      case "/committed" -> {
        response.flushBuffer();
        token(request, response);
      }
      case "/fail" -> throw new ServletException("on purpose");
      case "/missing" -> response.sendError(404);
      case "/own-error-page" -> write(response, "claims: " + OidcUser.session(request));
      case "/error-page" -> errorPage(request, response);
      case "/renew" -> write(response, String.valueOf(OidcUser.renewSession(request)));
      case "/late-renew" -> renewLate(request, response);
      case "/revoke" -> write(response, OidcUser.revoke(request) + " " + whoami(request));
      case "/token-for" -> {
        URI resource = URI.create(request.getParameter("resource"));
        UserAccessToken token =
            OidcUser.getUserAccessToken(request, TokenRequest.forResource(resource));
        write(response, token.value().reveal());
      }
      case "/async" -> request.startAsync().dispatch("/whoami");
      case "/async-token" -> tokenLater(request.startAsync());
      case "/leave" -> {
        waiting = request.startAsync();
        late = CompletableFuture.supplyAsync(() -> OidcUser.findUserAccessToken(request));
      }
      default -> page(request, response);
    }
  }

  private static void errorPage(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (request.getParameter("leave") != null) {
      request.logout();
    }
    write(response, "error page for " + name(request.getUserPrincipal()));
  }

  private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (request.getServletPath()) {
      case "/session.js" -> {
        response.setContentType("text/javascript;charset=UTF-8");
        write(response, Files.readString(Path.of("../docs/session.js")));
      }
      case "/own-cookie" -> {
        OidcUser.findUserAccessToken(request);
        response.setHeader("Set-Cookie", "mine=1");
        write(response, "set");
      }
      case "/container" -> write(response, container(request.getSession()));
      case "/csrf" -> write(response, OidcUser.csrfToken(request).orElse("none"));
      case "/buy" -> {
        orders.incrementAndGet();
        write(response, "bought " + request.getParameter("item"));
      }
      default -> write(response, whoami(request));
    }
  }

  private static void renewLate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.flushBuffer();
    try {
      write(response, String.valueOf(OidcUser.renewSession(request)));
    } catch (IllegalStateException e) {
      write(response, "too late");
    }
  }

  private static String whoami(HttpServletRequest request) {
    String query = request.getQueryString();
    return "%s %s %s at %s"
        .formatted(
            name(request.getUserPrincipal()),
            request.getRemoteUser(),
            request.getAuthType(),
            request.getRequestURI() + (query == null ? "" : "?" + query));
  }

  private static String name(@Nullable Principal principal) {
    return principal == null ? "nobody" : principal.getName();
  }

  private static void token(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TokenResult result = OidcUser.findUserAccessToken(request);
    if (result instanceof TokenResult.Available available) {
      write(response, "token " + available.token().scheme());
    } else {
      response.setStatus(result instanceof TokenResult.LoginRequired ? 401 : 503);
      write(response, result.toString());
    }
  }

  private static void tokenLater(AsyncContext async) {
    async.start(
        () -> {
          try {
            token(
                (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static String roles(HttpServletRequest request) {
    StringBuilder roles = new StringBuilder();
    for (String role : new String[] {"admin", "buyer", "*", "**"}) {
      roles.append(role).append('=').append(request.isUserInRole(role)).append(' ');
    }
    return roles.append("null=").append(request.isUserInRole(null)).toString();
  }

  private static String cookies(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Cookie"))
        + " "
        + (request.getCookies() == null ? 0 : Arrays.stream(request.getCookies()).count());
  }

  /** What the container's session has held so far, and one thing more. */
  private static String cart(HttpServletRequest request) {
    Object before = request.getSession().getAttribute("cart");
    String after = (before == null ? "" : before) + request.getParameter("add");
    request.getSession().setAttribute("cart", after);
    return after;
  }

  /** All that the container would write down of it, or send to another node. */
  private static String container(HttpSession session) {
    return Collections.list(session.getAttributeNames()).stream()
        .sorted()
        .map(name -> name + "=" + session.getAttribute(name))
        .collect(Collectors.joining("\n"));
  }

  private static Object profiles(HttpServletRequest request) {
    Map<?, ?> profiles = (Map<?, ?>) request.getAttribute(Pac4jConstants.USER_PROFILES);
    return profiles == null
        ? "none"
        : profiles.values().stream()
            .map(profile -> ((org.pac4j.core.profile.UserProfile) profile).getId())
            .toList();
  }

  private void order(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    orders.incrementAndGet();
    write(response, "ordered " + body);
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    response.getWriter().write(text);
  }

  private String sessions(HttpServletRequest request) {
    OidcSessions all = OidcSessions.of(getServletContext());
    SessionInfo own = OidcUser.session(request).orElseThrow();
    return switch (request.getServletPath()) {
      case "/sessions/own" -> own.id();
      case "/sessions/end" -> String.valueOf(all.end(own.subject(), request.getParameter("id")));
      case "/sessions/end-others" -> String.valueOf(all.endOthers(own.subject(), own.id()));
      case "/sessions/end-sid" ->
          String.valueOf(all.endProviderSession(request.getParameter("sid")));
      case "/sessions/count" -> all.count(own.subject()) + " " + all.areOnServer();
      case "/sessions/end-all" -> String.valueOf(all.endAll(own.subject()));
      default ->
          all.list(own.subject()).stream()
              .map(
                  session ->
                      session.id()
                          + " "
                          + session.device()
                          + " used "
                          + session.lastUsedAt().getEpochSecond())
              .collect(Collectors.joining("\n"));
    };
  }
}
