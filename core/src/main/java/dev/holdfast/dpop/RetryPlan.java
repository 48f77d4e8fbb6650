package dev.holdfast.dpop;

import dev.holdfast.dpop.Refusal.Body;
import dev.holdfast.dpop.Refusal.ByAuthorizationServer;
import dev.holdfast.dpop.Refusal.ByResource;
import dev.holdfast.dpop.Refusal.Clock;

/**
 * Which single second chance a refused call gets. Nothing else repeats a call. Pure.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 §8 and §9</a>
 */
public final class RetryPlan {
  private static final String NONCE_WANTED = "use_dpop_nonce";
  private static final String PROOF_REFUSED = "invalid_dpop_proof";
  private static final String TOKEN_REFUSED = "invalid_token";

  private RetryPlan() {}

  /** What to do about a refusal. */
  public enum NextStep {
    /** Send again, with a new proof and, if there was one, a new client assertion. */
    REPEAT_WITH_NONCE,
    /** Send again, with a new proof that is dated by the server's clock. */
    REPEAT_WITH_CLOCK,
    /** Refresh the access token, then send again. */
    RENEW_TOKEN,
    /** The refusal is the answer. */
    GIVE_UP
  }

  /** Each step is taken at most once for one call, whatever the server answers. */
  public static NextStep decide(Refusal refusal, Attempts attempts) {
    NextStep step =
        refusal instanceof ByResource resource
            ? afterResource(resource)
            : afterAuthorizationServer((ByAuthorizationServer) refusal);
    return attempts.used().contains(step) ? NextStep.GIVE_UP : step;
  }

  /** The RFC names 400; a server that says 401 as loudly is understood too. */
  private static NextStep afterAuthorizationServer(ByAuthorizationServer refusal) {
    if (refusal.status() != 400 && refusal.status() != 401) {
      return NextStep.GIVE_UP;
    }
    if (refusal.error().equals(PROOF_REFUSED)) {
      return unlessAlike(refusal.clock());
    }
    return refusal.error().equals(NONCE_WANTED) && bringsNonce(refusal)
        ? NextStep.REPEAT_WITH_NONCE
        : NextStep.GIVE_UP;
  }

  private static NextStep afterResource(ByResource refusal) {
    if (refusal.status() != 401 || refusal.body() == Body.SENT_ONCE) {
      return NextStep.GIVE_UP;
    }
    if (says(refusal, NONCE_WANTED)) {
      return bringsNonce(refusal) ? NextStep.REPEAT_WITH_NONCE : NextStep.GIVE_UP;
    }
    if (says(refusal, PROOF_REFUSED)) {
      return unlessAlike(refusal.clock());
    }
    return says(refusal, TOKEN_REFUSED) ? NextStep.RENEW_TOKEN : NextStep.GIVE_UP;
  }

  private static NextStep unlessAlike(Clock clock) {
    return clock == Clock.DIFFERENT ? NextStep.REPEAT_WITH_CLOCK : NextStep.GIVE_UP;
  }

  private static boolean says(ByResource refusal, String error) {
    return Challenges.say(refusal.challenges(), error);
  }

  private static boolean bringsNonce(Refusal refusal) {
    return NonceMemory.accepted(refusal.nonces()).isPresent();
  }
}
