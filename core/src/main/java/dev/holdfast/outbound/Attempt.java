package dev.holdfast.outbound;

import dev.holdfast.dpop.Attempts;
import dev.holdfast.dpop.Challenge;
import dev.holdfast.dpop.Challenges;
import dev.holdfast.dpop.Refusal;
import dev.holdfast.dpop.Refusal.Clock;
import dev.holdfast.dpop.RetryPlan;
import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.event.ApiRefusal;
import dev.holdfast.token.UserAccessToken;
import dev.holdfast.transport.Origin;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.Optional;

/**
 * One request of a call, signed and ready.
 *
 * @param call what it belongs to
 * @param used the second chances taken before it
 * @param order its place in time, for the nonce of its answer
 * @param wire what is sent; it holds token and proof and is shown to nobody
 */
record Attempt(
    OutboundCall call, UserAccessToken token, Attempts used, long order, HttpRequest wire) {

  /** Takes the nonce out of the answer and decides what becomes of it. */
  NextStep judge(ResponseInfo answer) {
    List<String> nonces = answer.headers().allValues("DPoP-Nonce");
    call.learn(nonces, order);
    if (token.boundTo().isEmpty()) {
      return NextStep.GIVE_UP; // a repeated Bearer request would be the same request
    }
    List<Challenge> challenges = Challenges.parse(answer.headers().allValues("WWW-Authenticate"));
    Clock clock =
        Challenges.say(challenges, "invalid_dpop_proof")
            ? call.compareClocks(answer.headers().allValues("Date"))
            : Clock.ALIKE;
    NextStep step =
        RetryPlan.decide(
            new Refusal.ByResource(
                answer.statusCode(), challenges, nonces, clock, request().body()),
            used);
    if (step == NextStep.RENEW_TOKEN && call.isNew(token)) {
      step = NextStep.GIVE_UP; // else an API that refuses every token costs one for every call
    }
    report(challenges, step);
    return step;
  }

  private void report(List<Challenge> challenges, NextStep step) {
    Origin api = request().origin();
    if (step != NextStep.GIVE_UP) {
      call.events().repeated(api, cause(step));
      return;
    }
    refusal(challenges).ifPresent(why -> call.events().refused(api, why));
    if (Challenges.say(challenges, "invalid_token") && call.isNew(token)) {
      call.events().newTokenRefused(api);
    }
  }

  private static ApiRefusal cause(NextStep step) {
    return switch (step) {
      case REPEAT_WITH_NONCE -> ApiRefusal.NONCE;
      case REPEAT_WITH_CLOCK -> ApiRefusal.CLOCK;
      case RENEW_TOKEN -> ApiRefusal.TOKEN;
      case GIVE_UP -> throw new IllegalArgumentException("nothing is repeated");
    };
  }

  private static Optional<ApiRefusal> refusal(List<Challenge> challenges) {
    if (Challenges.say(challenges, "invalid_dpop_proof")) {
      return Optional.of(ApiRefusal.PROOF);
    }
    if (Challenges.say(challenges, "use_dpop_nonce")) {
      return Optional.of(ApiRefusal.NONCE);
    }
    return Challenges.say(challenges, "invalid_token")
        ? Optional.of(ApiRefusal.TOKEN)
        : Optional.empty();
  }

  OutboundRequest request() {
    return call.request();
  }

  @Override
  public String toString() {
    return "Attempt[" + request() + ", used=" + used.used() + "]";
  }
}
