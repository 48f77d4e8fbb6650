package dev.holdfast.servlet.relay;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.outbound.TimeLimits;
import dev.holdfast.secret.RandomBytes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Passes requests of the application's own scripts on to APIs, as their user, by fixed routes.
 * Thread-safe.
 *
 * <p>What it protects: tokens, proofs and nonces never reach the browser, no other site's page can
 * make a call, and no request chooses an API or its credentials. What it does not: what the API
 * does with a call, and what a script of the application does with the answer.
 */
public final class ApiRelay implements AutoCloseable {
  private final RouteTable table;
  private final RelayClock clock;
  private final Refusals refusals;

  ApiRelay(RouteTable table, RelayClock clock, RandomBytes random) {
    this.table = table;
    this.clock = clock;
    this.refusals = new Refusals(random);
  }

  /**
   * A relay with the routes of a servlet's init-params.
   *
   * @param isServed whether the container brings requests for a path to that servlet
   * @throws ConfigurationException with every problem found
   */
  public static ApiRelay of(Map<String, String> parameters, Predicate<String> isServed) {
    return new ApiRelay(
        RouteTableReader.read(parameters, isServed),
        new RelayClock(System::nanoTime, new TimeLimits()),
        RandomBytes.secure());
  }

  /**
   * Answers a request, now or later: never blocks for the API, and reads nothing of the body before
   * it is clear that the request may go.
   *
   * @throws IOException if the browser is gone, or an answer has to be broken off
   * @throws ServletException if the servlet is not {@code async-supported}
   */
  public void relay(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException, ServletException {
    Interruption.failIfDue(request);
    Admission admission = new Admission(request, caller, table);
    Optional<Refusal> objection = admission.objection();
    if (objection.isPresent()) {
      byte[] body = refusals.head(response, objection.get(), admission.routeName(), caller);
      response.getOutputStream().write(body);
    } else if (request.isAsyncSupported()) {
      RelayTask task = admission.task(response, clock, refusals);
      new RelayedCall(task, request.startAsync()).start();
    } else {
      throw new ServletException("the relay and every filter before it need async-supported");
    }
  }

  /** Stops its thread. Calls under way end by the container's time limit, if not before. */
  @Override
  public void close() {
    clock.limits().close();
  }
}
