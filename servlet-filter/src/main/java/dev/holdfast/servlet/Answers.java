package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.login.CallbackParameters;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the provider's answer in a visit of the callback, in the one way that is configured. What a
 * page of the provider posts comes without our cookies and is carried over to a GET, which brings
 * them. Where the session's cookie is {@code Strict}, whatever comes from the provider is carried
 * over to a page of ours first, from which that cookie comes along too: it may have to be replaced.
 */
final class Answers {
  private static final String CARRIED = "answer=";
  private static final String ARRIVED = "arrived=";

  private final Oidc oidc;
  private final ResponseMode mode;
  private final String callback;
  private final boolean byOwnPage;
  private final ArrivalDocument document = new ArrivalDocument();

  /**
   * Answers at one callback.
   *
   * @param callback its absolute address
   * @param names of the cookies, whose session's may come from pages of ours alone
   */
  Answers(Oidc oidc, String callback, CookieNames names) {
    this.oidc = oidc;
    this.mode = oidc.config().logins().responseMode();
    this.callback = callback;
    this.byOwnPage = names.isStrict();
  }

  /** The methods that the callback takes. */
  String methods() {
    return mode.isPosted() ? "GET, POST" : "GET";
  }

  boolean takes(Visit visit) {
    return visit.isMethod("GET") || isPosted(visit);
  }

  private boolean isPosted(Visit visit) {
    return mode.isPosted() && visit.isMethod("POST");
  }

  /** Whether an answer is here that cookies are missing for. */
  boolean isFromElsewhere(Visit visit) {
    boolean carried = query(visit, CARRIED).isPresent() || query(visit, ARRIVED).isPresent();
    return isPosted(visit) || (byOwnPage && !mode.isPosted() && !carried);
  }

  /** Sends the browser on with what it brought; false if that is no answer. */
  boolean carryOn(Visit visit) throws IOException {
    Optional<String> answer =
        isPosted(visit)
            ? FormBody.read(visit.request())
            : Optional.ofNullable(visit.request().getQueryString());
    Optional<String> sealed = answer.flatMap(oidc.login().carried()::seal);
    String next = callback + "?" + (byOwnPage ? ARRIVED : CARRIED);
    sealed.ifPresent(text -> visit.redirect(next + text));
    return sealed.isPresent();
  }

  /** Whether the browser needs a page of ours to come from. */
  boolean isArriving(Visit visit) {
    return byOwnPage && query(visit, ARRIVED).isPresent();
  }

  /** Gives it that page; false if what it carries is no answer. */
  boolean arrive(Visit visit) throws IOException {
    Optional<String> sealed =
        query(visit, ARRIVED).filter(text -> oidc.login().carried().open(text).isPresent());
    if (sealed.isPresent()) {
      document.send(visit, callback + "?" + CARRIED + sealed.get());
    }
    return sealed.isPresent();
  }

  /** The whole query behind these letters. */
  private static Optional<String> query(Visit visit, String start) {
    return Optional.ofNullable(visit.request().getQueryString())
        .filter(text -> text.startsWith(start))
        .map(text -> text.substring(start.length()));
  }

  /** The answer in the address. */
  Optional<CallbackParameters> in(Visit visit) {
    return mode.isPosted() || byOwnPage
        ? query(visit, CARRIED).flatMap(oidc.login().carried()::open)
        : query(visit, "").flatMap(text -> CallbackParameters.parse(text, mode));
  }
}
