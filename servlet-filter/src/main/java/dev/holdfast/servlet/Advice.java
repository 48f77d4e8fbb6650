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

  /** Where to go from an error page. */
  enum Next {
    LOGIN("Sign in"),
    START("Go to the start page");

    final String label;

    Next(String label) {
      this.label = label;
    }
  }

  static Advice on(ErrorCode code) {
    return switch (code) {
      case LOGIN_UNKNOWN, CALLBACK_INVALID, ISSUER_MISMATCH, GRANT_REFUSED ->
          new Advice(
              "This sign-in cannot be finished",
              "It took too long, was already used, or was started in another browser.",
              "Start again; that usually helps.",
              Next.LOGIN);
      case LOGIN_DENIED ->
          new Advice(
              "You were not signed in",
              "The sign-in was cancelled, or your account may not use this application.",
              "You can try again, perhaps with another account.",
              Next.LOGIN);
      case PROVIDER_UNAVAILABLE, STORE_UNAVAILABLE, RENEWAL_PENDING ->
          new Advice(
              "This is not possible right now",
              "A service that this application depends on does not answer.",
              "Nothing is lost. Wait a moment, then try again.",
              Next.START);
      case SESSION_REQUIRED, TOKEN_EXPIRED ->
          new Advice(
              "You need to sign in first",
              "You are not signed in, or no longer, so what you sent was not carried out.",
              "Sign in, then go back and send it again.",
              Next.LOGIN);
      case CROSS_SITE_REFUSED ->
          new Advice(
              "This request came from somewhere else",
              "For your safety, only this application's own pages may ask for this.",
              "Open the application and do it from there.",
              Next.START);
      case PATH_AMBIGUOUS ->
          new Advice(
              "This address cannot be used",
              "It is written in a way that can be read as more than one place.",
              "Check the link, or begin at the start page.",
              Next.START);
      case METHOD_NOT_ALLOWED ->
          new Advice(
              "This address cannot be opened like this",
              "It is meant to be used by the application's own pages.",
              "Begin at the start page.",
              Next.START);
      default ->
          new Advice(
              "Signing in does not work at the moment",
              "This application and its sign-in service do not agree with each other.",
              "Trying again rarely helps. Please tell whoever runs this application.",
              Next.LOGIN);
    };
  }
}
