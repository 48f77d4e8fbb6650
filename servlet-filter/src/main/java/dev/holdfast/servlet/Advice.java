package dev.holdfast.servlet;

import dev.holdfast.error.ErrorCode;

/**
 * What a person is told about an error: fixed text, nothing of the request.
 *
 * @param title in a few words
 * @param what happened
 * @param help what to do about it
 * @param next where the page's link leads
 */
record Advice(String title, String what, String help, Next next) {
  private static final Advice START_AGAIN =
      new Advice(
          "This sign-in cannot be finished",
          "It took too long, was already used, or was started in another browser.",
          "Start again; that usually helps.",
          Next.LOGIN);
  private static final Advice DENIED =
      new Advice(
          "You were not signed in",
          "The sign-in was cancelled, or your account may not use this application.",
          "You can try again, perhaps with another account.",
          Next.LOGIN);
  private static final Advice NOT_AGREED =
      new Advice(
          "You were not signed in",
          "Something that this application needs was not agreed to.",
          "Sign in again, and agree to what you are asked for.",
          Next.LOGIN);
  private static final Advice LEFT =
      new Advice(
          "You were signed out meanwhile",
          "Your account was signed out everywhere while you were signing in here.",
          "Sign in again if that was not meant.",
          Next.LOGIN);
  private static final Advice PROVE =
      new Advice(
          "Please confirm that it is you",
          "This needs a stronger or more recent sign-in, so what you sent was not carried out.",
          "Sign in again, then go back and send it again.",
          Next.CONFIRM);
  private static final Advice NOT_PROVEN =
      new Advice(
          "This sign-in was not enough",
          "You signed in, but not in the way or as recently as this needs. Nothing has changed.",
          "Try again, and choose the stronger way to sign in if you are offered one.",
          Next.START);
  private static final Advice ANOTHER_USER =
      new Advice(
          "Somebody else signed in",
          "This has to be confirmed by the person who began it, so nothing was changed.",
          "Go back, and confirm it with the account you had before.",
          Next.START);
  private static final Advice IN_VAIN =
      new Advice(
          "This cannot be confirmed at the moment",
          "You signed in again as asked, but a service does not accept that.",
          "Trying again rarely helps. Please tell whoever runs this application.",
          Next.START);
  private static final Advice LOOPING =
      new Advice(
          "You are not kept signed in",
          "You signed in several times, but your browser did not keep that.",
          "Allow cookies for this site and set the clock of your device, then sign in once more.",
          Next.LOGIN);
  private static final Advice WAIT =
      new Advice(
          "This is not possible right now",
          "A service that this application depends on does not answer.",
          "Nothing is lost. Wait a moment, then try again.",
          Next.START);
  private static final Advice CROWDED =
      new Advice(
          "Too many sign-ins at once",
          "More sign-ins were started here, or from your network, than people usually start.",
          "Wait a moment, then try again.",
          Next.LOGIN);
  private static final Advice SIGN_IN =
      new Advice(
          "You need to sign in first",
          "You are not signed in, or no longer, so what you sent was not carried out.",
          "Sign in, then go back and send it again.",
          Next.LOGIN);
  private static final Advice ELSEWHERE =
      new Advice(
          "This request came from somewhere else",
          "For your safety, only this application's own pages may ask for this.",
          "Open the application and do it from there.",
          Next.START);
  private static final Advice IN_THE_OPEN =
      new Advice(
          "This connection is not secure",
          "The request came by plain http, so it was not carried out.",
          "Open the application by its https address.",
          Next.START);
  private static final Advice OLD_PAGE =
      new Advice(
          "This page is out of date",
          "It was made for another sign-in than yours, so what you sent was not carried out.",
          "Go back, reload the page, and send it again.",
          Next.START);
  private static final Advice AMBIGUOUS =
      new Advice(
          "This address cannot be used",
          "It is written in a way that can be read as more than one place.",
          "Check the link, or begin at the start page.",
          Next.START);
  private static final Advice METHOD =
      new Advice(
          "This address cannot be opened like this",
          "It is meant to be used by the application's own pages.",
          "Begin at the start page.",
          Next.START);
  private static final Advice OPERATOR =
      new Advice(
          "Signing in does not work at the moment",
          "This application and its sign-in service do not agree with each other.",
          "Trying again rarely helps. Please tell whoever runs this application.",
          Next.RETRY);

  /** Where to go from an error page. */
  enum Next {
    LOGIN("Sign in"),
    CONFIRM("Sign in again"),
    RETRY("Try again"),
    START("Go to the start page");

    final String label;

    Next(String label) {
      this.label = label;
    }
  }

  static Advice on(ErrorCode code) {
    return switch (code) {
      case LOGIN_UNKNOWN, CALLBACK_INVALID, ISSUER_MISMATCH, GRANT_REFUSED -> START_AGAIN;
      case TOO_MANY_LOGINS -> CROWDED;
      case LOGIN_DENIED -> DENIED;
      case SCOPE_NOT_GRANTED -> NOT_AGREED;
      case LOGGED_OUT -> LEFT;
      case LOGIN_LOOP -> LOOPING;
      case STEP_UP_REQUIRED -> PROVE;
      case AUTHENTICATION_INSUFFICIENT -> NOT_PROVEN;
      case USER_MISMATCH -> ANOTHER_USER;
      case STEP_UP_FAILED -> IN_VAIN;
      case PROVIDER_UNAVAILABLE, KEY_UNAVAILABLE, STORE_UNAVAILABLE, RENEWAL_PENDING -> WAIT;
      case SESSION_REQUIRED, TOKEN_EXPIRED -> SIGN_IN;
      case CROSS_SITE_REFUSED -> ELSEWHERE;
      case HTTPS_REQUIRED -> IN_THE_OPEN;
      case CSRF_TOKEN_INVALID -> OLD_PAGE;
      case PATH_AMBIGUOUS -> AMBIGUOUS;
      case METHOD_NOT_ALLOWED -> METHOD;
      default -> OPERATOR;
    };
  }
}
