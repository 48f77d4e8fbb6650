package dev.holdfast.outbound;

import dev.holdfast.dpop.Attempts;
import dev.holdfast.dpop.Challenge;
import dev.holdfast.dpop.Challenges;
import dev.holdfast.dpop.Refusal;
import dev.holdfast.dpop.RetryPlan;
import dev.holdfast.dpop.RetryPlan.NextStep;
import dev.holdfast.token.UserAccessToken;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;

/**
 * One request of a call, signed and ready.
 *
 * @param used the second chances taken before it
 * @param order its place in time, for the nonce of its answer
 * @param wire what is sent; it holds token and proof and is shown to nobody
 */
record Attempt(
    OutboundSetup setup,
    OutboundRequest request,
    UserAccessToken token,
    Attempts used,
    long order,
    HttpRequest wire) {

  private static final Events EVENTS = new Events();

  /** Takes the nonce out of the answer and decides what becomes of it. */
  NextStep judge(ResponseInfo answer) {
    List<String> nonces = answer.headers().allValues("DPoP-Nonce");
    setup.nonces().learn(setup.registration(), request.origin(), nonces, order);
    if (token.boundTo().isEmpty()) {
      return NextStep.GIVE_UP; // a repeated Bearer request would be the same request
    }
    List<Challenge> challenges = Challenges.parse(answer.headers().allValues("WWW-Authenticate"));
    NextStep step =
        RetryPlan.decide(
            new Refusal.ByResource(answer.statusCode(), challenges, nonces, request.body()), used);
    report(challenges, step);
    return step;
  }

  private void report(List<Challenge> challenges, NextStep step) {
    if (step != NextStep.GIVE_UP) {
      EVENTS.repeated(request.origin(), step);
    } else if (challenges.stream().anyMatch(Attempt::refusesProof)) {
      EVENTS.proofRefused(request.origin());
    }
  }

  private static boolean refusesProof(Challenge challenge) {
    return challenge.isFor("DPoP")
        && challenge.error().filter("invalid_dpop_proof"::equals).isPresent();
  }

  @Override
  public String toString() {
    return "Attempt[" + request + ", used=" + used.used() + "]";
  }
}
