package dev.holdfast.servlet;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.servlet.relay.ApiRelay;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets the application's scripts call APIs: they ask this server, which adds the user's token and a
 * proof. Behind {@link OidcFilter}, with async-supported. Its init-params name the routes: {@code
 * docs/relay.md} has them all.
 */
public final class ApiRelayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient @Nullable ApiRelay relay;

  /** A servlet that reads its init-params when the application starts. */
  public ApiRelayServlet() {}

  /** Calls nobody: the APIs may be down when the application starts. */
  @Override
  public void init() throws ServletException {
    Map<String, String> parameters =
        Collections.list(getInitParameterNames()).stream()
            .collect(Collectors.toMap(Function.identity(), this::getInitParameter));
    try {
      relay = ApiRelay.of(parameters, isServed());
    } catch (ConfigurationException e) {
      throw new ServletException("servlet " + getServletName() + ": " + e.getMessage(), e);
    }
  }

  /** Everything, where the container does not tell its mappings. */
  private Predicate<String> isServed() {
    ServletRegistration registered = getServletContext().getServletRegistration(getServletName());
    return registered == null
        ? path -> true
        : path ->
            registered.getMappings().stream()
                .flatMap(pattern -> parsed(pattern).stream())
                .anyMatch(pattern -> pattern.matches(path));
  }

  /** Empty for the mapping of the application's root alone, below which no route is. */
  private static Optional<PathPattern> parsed(String mapping) {
    return PathPattern.parse(mapping.equals("/") ? "/*" : mapping);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    ApiRelay ready = relay;
    if (ready == null) {
      throw new IllegalStateException("this servlet was not initialised");
    }
    ready.relay(
        request,
        response,
        new SessionCaller(RequestSession.of(request), OidcRequest.demands(request)));
  }

  @Override
  public void destroy() {
    if (relay != null) {
      relay.close();
    }
  }
}
