package dev.holdfast.testkit;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Says what goes wrong; each call changes exactly one thing.
 *
 * <p>What was asked with {@code next()} happens once: of several such wishes for one endpoint each
 * waits for its own request. What was asked with {@code always()} happens until {@code behave()}.
 */
public final class Fault {

  private final Faults faults;
  private final boolean once;

  Fault(Faults faults, boolean once) {
    this.faults = faults;
    this.once = once;
  }

  /** A fault of any one endpoint. */
  public FaultAt at(Endpoint endpoint) {
    return new FaultAt(faults, once, endpoint);
  }

  /** Changes the answer of the token endpoint, after the grant was used. */
  public void onToken(UnaryOperator<Reply> change) {
    at(Endpoint.TOKEN).change(change);
  }

  /** Changes what userinfo answers. */
  public void onUserinfo(UnaryOperator<Reply> change) {
    at(Endpoint.USERINFO).change(change);
  }

  /** Changes the provider's metadata. */
  public void onDiscovery(UnaryOperator<Reply> change) {
    at(Endpoint.DISCOVERY).change(change);
  }

  /** Edits the parameters the browser carries back to the client. */
  public void onAuthorize(Consumer<Map<String, String>> edit) {
    at(Endpoint.AUTHORIZE).change(reply -> reply.redirectParameters(edit));
  }

  /** Sends the browser back with this error instead of a code. */
  public void denyLogin(String error) {
    onAnswer(
        parameters -> {
          parameters.remove("code");
          parameters.put("error", error);
        });
  }

  /** Edits an answer before it travels, and before it is signed if it is. */
  public void onAnswer(Consumer<Map<String, Object>> edit) {
    faults.addForAnswer(draft -> draft.editClaims(edit), once);
  }

  /** Edits the JOSE header of a signed answer before it is signed. */
  public void onAnswerHeader(Consumer<Map<String, Object>> edit) {
    faults.addForAnswer(draft -> draft.editHeader(edit), once);
  }

  /** Signs a signed answer in a way that must not be accepted. */
  public void signAnswerWith(Forgery how) {
    faults.addForAnswer(draft -> draft.forged(how), once);
  }

  /** Edits the claims of an ID token before it is signed. */
  public void onIdToken(Consumer<Map<String, Object>> edit) {
    faults.addForIdToken(draft -> draft.editClaims(edit), once);
  }

  /** Edits the JOSE header of an ID token before it is signed. */
  public void onIdTokenHeader(Consumer<Map<String, Object>> edit) {
    faults.addForIdToken(draft -> draft.editHeader(edit), once);
  }

  /** Signs an ID token in a way that must not be accepted. */
  public void signWith(Forgery how) {
    faults.addForIdToken(draft -> draft.forged(how), once);
  }
}
