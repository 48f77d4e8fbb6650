package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.OidcBuilder;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.error.ErrorCode;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Protects an application: finds the route of a request and calls one handler. Configured by
 * init-params, or handed a ready {@link Oidc}. Map it before every other filter, on {@code /*}, for
 * REQUEST, ASYNC and ERROR, with async-supported.
 *
 * <p>{@code <security-constraint>} is enforced by the container before any filter runs, so it
 * cannot be satisfied here; use {@code protect}, {@code public} and {@code isUserInRole} instead.
 */
public final class OidcFilter implements Filter {
  private @Nullable Oidc oidc;
  private @Nullable Handlers handlers;
  private @Nullable ServletContext context;

  /** A filter that reads its init-params when the application starts. */
  public OidcFilter() {}

  /**
   * A filter around a client made in code; it closes the client when the application ends.
   *
   * @throws ConfigurationException if the two do not fit
   */
  public OidcFilter(Oidc oidc, FilterSettings settings) {
    this.oidc = oidc;
    this.handlers = Handlers.of(oidc, settings);
  }

  /** Calls nobody: the provider may be down when the application starts. */
  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      if (handlers == null) {
        Settings settings = InitParameters.read(config, System.getenv());
        start(settings, Oidc.read(settings));
      }
      context = config.getServletContext();
      OidcClient.start(context, Objects.requireNonNull(oidc));
    } catch (ConfigurationException e) {
      throw new ServletException("filter " + config.getFilterName() + ": " + e.getMessage(), e);
    }
  }

  private void start(Settings settings, Optional<OidcBuilder> client) {
    try {
      FilterSettings read = FilterSettings.read(settings);
      settings.finish();
      Oidc ready = client.orElseThrow().build();
      handlers = Handlers.of(ready, read);
      oidc = ready;
    } finally {
      if (oidc == null) {
        client.ifPresent(OidcBuilder::discard); // its stores are open already
      }
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Handlers ready = handlers;
    if (ready == null) {
      throw new IllegalStateException("this filter was not initialised");
    }
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("this filter understands HTTP only");
    }
    if (OidcRequest.isIn(request)) {
      chain.doFilter(request, response);
    } else if (RequestSession.find(request).isPresent()
        || request.getDispatcherType() == DispatcherType.ERROR) {
      ready.app().pass(http, answer, chain, ready.cookieNames());
    } else {
      handle(ready, Visit.of(http, answer, ready.cookieNames()), chain);
    }
  }

  private static void handle(Handlers ready, Visit visit, FilterChain chain)
      throws IOException, ServletException {
    switch (ready.routes().of(visit.request())) {
      case LOGIN -> ready.login().handle(visit);
      case CALLBACK -> ready.callback().handle(visit);
      case LOGOUT -> ready.logout().handle(visit);
      case SESSION -> ready.session().handle(visit);
      case PROTECTED -> ready.app().guard(visit, chain);
      case PUBLIC -> ready.app().open(visit, chain);
      case AMBIGUOUS ->
          ready.errors().send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.PATH_AMBIGUOUS);
    }
  }

  @Override
  public void destroy() {
    if (context != null) {
      OidcClient.end(context);
    }
    if (oidc != null) {
      oidc.close();
    }
  }
}
