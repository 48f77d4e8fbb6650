package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.login.CallbackParameters;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the provider's answer in a visit of the callback, in the one way that is configured. What a
 * page of the provider posts comes without our cookies and is carried over to a GET, which brings
 * them.
 */
final class Answers {
  private static final String CARRIED = "answer=";

  private final Oidc oidc;
  private final ResponseMode mode;
  private final String callback;

  /**
   * Answers at one callback.
   *
   * @param callback its absolute address
   */
  Answers(Oidc oidc, String callback) {
    this.oidc = oidc;
    this.mode = oidc.config().logins().responseMode();
    this.callback = callback;
  }

  /** The methods that the callback takes. */
  String methods() {
    return mode.isPosted() ? "GET, POST" : "GET";
  }

  boolean takes(Visit visit) {
    return visit.isMethod("GET") || isPosted(visit);
  }

  boolean isPosted(Visit visit) {
    return mode.isPosted() && visit.isMethod("POST");
  }

  /** Sends the browser on with what it posted; false if that is no answer. */
  boolean carryOn(Visit visit) throws IOException {
    Optional<String> sealed = FormBody.read(visit.request()).flatMap(oidc.login().posted()::seal);
    sealed.ifPresent(answer -> visit.redirect(callback + "?" + CARRIED + answer));
    return sealed.isPresent();
  }

  /** The answer in the address. */
  Optional<CallbackParameters> in(Visit visit) {
    Optional<String> query = Optional.ofNullable(visit.request().getQueryString());
    return mode.isPosted()
        ? query
            .filter(text -> text.startsWith(CARRIED))
            .flatMap(text -> oidc.login().posted().open(text.substring(CARRIED.length())))
        : query.flatMap(text -> CallbackParameters.parse(text, mode));
  }
}
