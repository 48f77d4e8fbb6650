package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.jfr.RequestEvent;
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
import java.util.Locale;
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
  private static final String HANDLERS = Handlers.class.getName();

  private @Nullable Entrances entrances;
  private @Nullable ServletContext context;

  /** A filter that reads its init-params when the application starts. */
  public OidcFilter() {}

  /**
   * A filter around a client made in code; it closes the client when the application ends.
   *
   * @throws ConfigurationException if the two do not fit
   */
  public OidcFilter(Oidc oidc, FilterSettings settings) {
    this.entrances = Entrances.only(oidc, settings);
  }

  /** Calls nobody: the provider may be down when the application starts. */
  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      Entrances ready = entrances;
      if (ready == null) {
        ready = new EntrancesReader(InitParameters.read(config, System.getenv())).read();
        entrances = ready;
      }
      context = config.getServletContext();
      ready.publish(context);
      ready.hardenContainerSession(context);
    } catch (ConfigurationException e) {
      throw new ServletException("filter " + config.getFilterName() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Entrances ready = entrances;
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
      again(ready, http).app().pass(visit(ready, http, answer), chain);
    } else {
      Visit visit = visit(ready, http, answer);
      Handlers handlers = ready.of(http, visit.cookies());
      http.setAttribute(HANDLERS, handlers);
      handle(handlers, visit, chain);
    }
  }

  private static Visit visit(
      Entrances ready, HttpServletRequest request, HttpServletResponse response) {
    return Visit.of(request, response, ready.cookieNames());
  }

  /** Whoever judged the request before, if anybody did. */
  private static Handlers again(Entrances ready, HttpServletRequest request) {
    return request.getAttribute(HANDLERS) instanceof Handlers before
        ? before
        : ready.of(request, RequestCookies.read(request, ready.cookieNames()));
  }

  private static void handle(Handlers ready, Visit visit, FilterChain chain)
      throws IOException, ServletException {
    Route route = ready.routes().of(visit.request());
    RequestEvent recorded = new RequestEvent();
    recorded.begin();
    boolean answered = false;
    try {
      handle(route, ready, visit, chain);
      answered = true;
    } finally {
      recorded.end();
      if (recorded.shouldCommit()) {
        recorded.registration = ready.registration();
        recorded.route = route.name().toLowerCase(Locale.ROOT);
        recorded.method = visit.request().getMethod();
        recorded.async = visit.request().isAsyncStarted();
        recorded.status = answered && !recorded.async ? visit.response().getStatus() : 0;
        recorded.commit();
      }
    }
  }

  private static void handle(Route route, Handlers ready, Visit visit, FilterChain chain)
      throws IOException, ServletException {
    if (ready.https().turnsAway(visit)) {
      return;
    }
    switch (route) {
      case LOGIN -> ready.login().handle(visit);
      case CALLBACK -> ready.callback().handle(visit);
      case LOGOUT -> ready.logout().handle(visit);
      case SESSION -> ready.session().handle(visit);
      case LOGOUT_RETURN -> ready.logoutReturn().handle(visit);
      case BACK_CHANNEL_LOGOUT -> ready.backChannel().handle(visit);
      case FRONT_CHANNEL_LOGOUT -> ready.frontChannel().handle(visit);
      case JWKS -> ready.jwks().handle(visit);
      case PROTECTED -> ready.app().guard(visit, chain);
      case PUBLIC -> ready.app().open(visit, chain);
      case AMBIGUOUS ->
          ready.errors().send(visit, HttpServletResponse.SC_BAD_REQUEST, ErrorCode.PATH_AMBIGUOUS);
    }
  }

  @Override
  public void destroy() {
    if (context != null) {
      Entrances.withdraw(context);
    }
    if (entrances != null) {
      entrances.close();
    }
  }
}
