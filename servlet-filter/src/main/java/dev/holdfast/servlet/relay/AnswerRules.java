package dev.holdfast.servlet.relay;

import dev.holdfast.dpop.Challenge;
import dev.holdfast.dpop.Challenges;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AuthenticationDemand;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Decides what of an API's answer a browser may see.
 *
 * @param stepUp where the user can prove what an API demands; empty if that has been in vain
 */
record AnswerRules(
    RouteTable table,
    RelayRoute route,
    RelayPath path,
    URI target,
    RequestTraits request,
    Function<AuthenticationDemand, Optional<String>> stepUp) {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
  private static final String UNNAMED = "application/octet-stream";

  /** RFC 6749 §3.3; at most what fits on a line. */
  private static final Pattern SCOPE =
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+(?: [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

  private static final int LONGEST_SCOPE = 1024;

  /**
   * What matters of the request for its answer.
   *
   * @param isHead whether there is no body, whatever the head says
   * @param isSentOnce whether it could not be repeated
   * @param isTokenBound whether it could not have gone as Bearer
   */
  record RequestTraits(boolean isHead, boolean isSentOnce, boolean isTokenBound) {}

  /** What becomes of an answer. */
  sealed interface Verdict {
    /** It passes, with this head. */
    record Pass(AnswerHead head) implements Verdict {}

    /** Its head passes; what page there may be with it does not. */
    record Lead(AnswerHead head) implements Verdict {}

    /** The browser gets another one. */
    record Replace(Refusal refusal) implements Verdict {}
  }

  Verdict judge(ResponseInfo info) {
    int status = info.statusCode();
    Optional<Refusal> refusal =
        status == 401
            ? Optional.of(unauthorized(info.headers()))
            : status == 403 ? forbidden(info.headers()) : Optional.empty();
    if (refusal.isPresent()) {
      return new Verdict.Replace(refusal.get());
    }
    Optional<String> location = location(info);
    if (REDIRECTS.contains(status) && location.isPresent()) {
      return new Verdict.Lead(new AnswerHead(info, Optional.empty(), location));
    }
    boolean odd = status < 200 || status == 407 || status > 599;
    return odd || (status / 100 == 3 && status != 304)
        ? new Verdict.Replace(Refusal.ofAnswer("a " + status + " leads nowhere here"))
        : content(info, location);
  }

  private Refusal unauthorized(HttpHeaders headers) {
    List<String> values = headers.allValues("WWW-Authenticate");
    Optional<AuthenticationDemand> demand = AuthenticationDemand.in(values);
    if (demand.isPresent()) {
      return moreProof(demand.get());
    }
    List<Challenge> challenges = Challenges.parse(values);
    if (request.isSentOnce() && says(challenges, "use_dpop_nonce")) {
      return Refusal.of(503, ErrorCode.RESEND, "its nonce was stale and its body not kept")
          .with("Retry-After", "0");
    }
    boolean bearer = challenges.stream().anyMatch(challenge -> challenge.isFor("Bearer"));
    boolean dpop = challenges.stream().anyMatch(challenge -> challenge.isFor("DPoP"));
    return bearer && !dpop && request.isTokenBound()
        ? Refusal.ofAnswer("the API asks for a bearer token")
        : Refusal.of(401, ErrorCode.TOKEN_REFUSED, "the API refuses the token or its proof");
  }

  /** RFC 9470 §5: the user is not sent round in circles. */
  private Refusal moreProof(AuthenticationDemand demand) {
    return stepUp
        .apply(demand)
        .map(
            address ->
                Refusal.of(401, ErrorCode.STEP_UP_REQUIRED, "the API asks for another login")
                    .withMember("location", address))
        .orElseGet(
            () ->
                Refusal.of(
                    403, ErrorCode.STEP_UP_FAILED, "the API does not see what was just proven"));
  }

  private static Optional<Refusal> forbidden(HttpHeaders headers) {
    List<Challenge> challenges = Challenges.parse(headers.allValues("WWW-Authenticate"));
    return challenges.stream()
        .filter(challenge -> challenge.error().filter("insufficient_scope"::equals).isPresent())
        .findFirst()
        .map(
            challenge -> {
              Refusal refusal =
                  Refusal.of(403, ErrorCode.INSUFFICIENT_SCOPE, "the API asks for another scope");
              String scope = challenge.parameters().getOrDefault("scope", "");
              return scope.length() <= LONGEST_SCOPE && SCOPE.matcher(scope).matches()
                  ? refusal.withMember("scope", scope)
                  : refusal;
            });
  }

  private static boolean says(List<Challenge> challenges, String error) {
    return challenges.stream()
        .filter(challenge -> challenge.isFor("DPoP"))
        .anyMatch(challenge -> challenge.error().filter(error::equals).isPresent());
  }

  /** Where an answer leads, if that is within the routes. */
  private Optional<String> location(ResponseInfo info) {
    List<String> values = info.headers().allValues("Location");
    return values.size() != 1
        ? Optional.empty()
        : ApiAddress.of(target, values.get(0)).flatMap(table::back).map(path::referenceTo);
  }

  private Verdict content(ResponseInfo info, Optional<String> location) {
    List<String> types = info.headers().allValues("Content-Type");
    Optional<String> type =
        WITHOUT_BODY.contains(info.statusCode()) || (types.isEmpty() && request.isHead())
            ? Optional.empty()
            : Optional.of(types.isEmpty() ? UNNAMED : types.get(0));
    AnswerHead head = new AnswerHead(info, type, location);
    boolean named = types.size() <= 1 && head.type().map(this::mayPass).orElse(true);
    if (!named) {
      return new Verdict.Replace(unfit(info.statusCode(), "its content type is not allowed"));
    }
    boolean large = !request.isHead() && head.length().orElse(0L) > route.limits().response();
    return large
        ? new Verdict.Replace(unfit(info.statusCode(), "it is larger than max-response"))
        : new Verdict.Pass(head);
  }

  private boolean mayPass(String type) {
    return AnswerHead.isPlain(type) && route.types().allow(type);
  }

  /** An error stays the error it was, without its page. */
  private static Refusal unfit(int status, String reason) {
    return status >= 400
        ? Refusal.of(status, ErrorCode.API_ANSWER_REFUSED, reason)
        : Refusal.ofAnswer(reason);
  }
}
