package dev.holdfast.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.util.Pac4jConstants;

/** An application whose users come from several providers. */
final class ProvidersServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private volatile @Nullable HttpServletRequest left;

  /** The request for {@code /leave}, which has its answer by now. */
  HttpServletRequest left() {
    return Objects.requireNonNull(left, "nobody asked for /leave");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain;charset=UTF-8");
    String path = request.getServletPath();
    if (path.equals("/leave")) {
      left = request;
    } else if (path.equals("/unlink")) {
      request.getSession().setAttribute("kept", "kept");
      OidcUser.revoke(OidcUser.at(request, "bank"));
      response.getWriter().write(String.valueOf(request.getSession().getAttribute("kept")));
    } else if (path.equals("/public/logins")) {
      response.getWriter().write(logins(request));
    } else if (path.equals("/public/end")) {
      OidcSessions bank = OidcSessions.of(getServletContext()).at("bank");
      response.getWriter().write(String.valueOf(bank.endAll(request.getParameter("user"))));
    } else if (path.equals("/choose")) {
      Map<?, ?> addresses = (Map<?, ?>) request.getAttribute("dev.holdfast.providers");
      response.getWriter().write("own page: " + addresses);
    } else if (path.equals("/public/authenticate")) {
      if (request.authenticate(response)) {
        response.getWriter().write(user(request));
      }
    } else {
      response.getWriter().write(text(request));
    }
  }

  /** How many sessions a user has at each provider, without a name first. */
  private String logins(HttpServletRequest request) {
    String user = request.getParameter("user");
    OidcSessions first = OidcSessions.of(getServletContext());
    return first.count(user)
        + Stream.of("staff", "guests", "bank")
            .map(name -> " " + name + " " + first.at(name).count(user))
            .collect(Collectors.joining());
  }

  private static String text(HttpServletRequest request) {
    Optional<String> provider = Optional.ofNullable(request.getParameter("at"));
    HttpServletRequest seen = provider.map(at -> OidcUser.at(request, at)).orElse(request);
    return request.getParameter("token") == null
        ? user(seen)
        : OidcUser.getUserAccessToken(seen).value().reveal();
  }

  private static String user(HttpServletRequest request) {
    Map<?, ?> profiles = (Map<?, ?>) request.getAttribute(Pac4jConstants.USER_PROFILES);
    String name = request.getUserPrincipal() == null ? "nobody" : request.getRemoteUser();
    String cookies =
        request.getCookies() == null
            ? "none"
            : Arrays.stream(request.getCookies())
                .map(Cookie::getName)
                .collect(Collectors.joining(" "));
    int known = profiles == null ? 0 : profiles.size();
    return name + ", profiles " + known + ", cookies " + cookies;
  }
}
