package dev.holdfast.servlet.relay;

import dev.holdfast.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.TreeSet;

/** Decides by its head whether a request may go to an API, and where. */
final class Admission {
  private static final String NO_ROUTE = "none";

  private final HttpServletRequest request;
  private final Caller caller;
  private final RouteTable table;
  private final Optional<RelayPath> path;
  private final Optional<RelayRoute> route;
  private final Optional<ApiRequest> asked;

  Admission(HttpServletRequest request, Caller caller, RouteTable table) {
    this.request = request;
    this.caller = caller;
    this.table = table;
    this.path = RelayPath.of(request);
    this.route = path.flatMap(table::find);
    this.asked = route.flatMap(this::asked);
  }

  private Optional<ApiRequest> asked(RelayRoute found) {
    return found
        .target(path.orElseThrow(), Optional.ofNullable(request.getQueryString()))
        .flatMap(target -> ApiRequest.of(request, found, target));
  }

  /** Why it may not; empty if it may. */
  Optional<Refusal> objection() {
    if (!OwnPage.sent(request, caller.ownOrigin())) {
      return refusal(403, ErrorCode.CROSS_SITE_REFUSED, "no page of this application sent it");
    }
    if (!caller.isLoggedIn()) {
      return refusal(401, ErrorCode.SESSION_REQUIRED, "nobody is logged in");
    }
    if (path.isEmpty()) {
      return refusal(400, ErrorCode.PATH_AMBIGUOUS, "its path can be read in several ways");
    }
    return route.isEmpty()
        ? refusal(404, ErrorCode.ROUTE_UNKNOWN, "no route covers its path")
        : objection(route.get());
  }

  private Optional<Refusal> objection(RelayRoute found) {
    if (!found.methods().contains(request.getMethod())) {
      String allowed = String.join(", ", new TreeSet<>(found.methods()));
      return refusal(405, ErrorCode.METHOD_NOT_ALLOWED, "its method is not listed")
          .map(refusal -> refusal.with("Allow", allowed));
    }
    if (asked.isEmpty()) {
      return refusal(400, ErrorCode.REQUEST_INVALID, "its query or a header is malformed");
    }
    return request.getContentLengthLong() > found.limits().request()
        ? refusal(413, ErrorCode.REQUEST_TOO_LARGE, "it announces more than max-request")
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(int status, ErrorCode code, String reason) {
    return Optional.of(Refusal.of(status, code, reason));
  }

  /** By which operators know where it would go. */
  String routeName() {
    return route.map(RelayRoute::name).orElse(NO_ROUTE);
  }

  /** What is to be done now that there is no objection. */
  RelayTask task(HttpServletResponse response, RelayClock clock, Refusals refusals) {
    return new RelayTask(
        request,
        response,
        caller,
        caller.client(route.orElseThrow().token()),
        table,
        route.orElseThrow(),
        path.orElseThrow(),
        asked.orElseThrow(),
        clock.deadline(route.orElseThrow().limits().time()),
        refusals);
  }
}
