package dev.holdfast.error;

import java.util.Locale;

/**
 * Why something was refused, in a word that stays the same over versions: on error pages, in JSON
 * answers, in exceptions and in logs. {@code docs/errors.md} says of each what it means and who can
 * help.
 */
public enum ErrorCode {
  /** The callback belongs to no login of this browser: unknown, expired, altered or used up. */
  LOGIN_UNKNOWN,
  /** The callback's parameters contradict the protocol. */
  CALLBACK_INVALID,
  /** The answer names another issuer than the one that was asked (RFC 9207). */
  ISSUER_MISMATCH,
  /** The provider's signed answer to a login failed a check (JARM). */
  RESPONSE_INVALID,
  /** This browser logs in again and again without keeping its session. */
  LOGIN_LOOP,
  /** Too many logins were begun, from one address or in all. */
  TOO_MANY_LOGINS,
  /** The user, or the provider's policy, said no. */
  LOGIN_DENIED,
  /** What was asked for needs a stronger or more recent login than the session's. */
  STEP_UP_REQUIRED,
  /** The user authenticated, but not in the way or as recently as was asked for. */
  AUTHENTICATION_INSUFFICIENT,
  /** Another user answered than the one whose session asked for a step-up. */
  USER_MISMATCH,
  /** The provider logged the user out while the login was under way. */
  LOGGED_OUT,
  /** A logout token is none, is not for this client, or was used before. */
  LOGOUT_TOKEN_INVALID,
  /** What a step-up was for is demanded again right after it. */
  STEP_UP_FAILED,
  /** The provider refused a request as wrong or not permitted to this client. */
  REQUEST_REFUSED,
  /** The provider could not be reached or answered with a server error. */
  PROVIDER_UNAVAILABLE,
  /** The provider's metadata contradicts this client's configuration. */
  PROVIDER_UNSUITABLE,
  /** An answer of the provider does not have the form its specification asks for. */
  PROVIDER_ANSWER_INVALID,
  /** The provider refused this client's authentication. */
  CLIENT_REFUSED,
  /** The provider refused the code or the refresh token. */
  GRANT_REFUSED,
  /** The provider refused the DPoP proof. */
  PROOF_REFUSED,
  /** The provider issued a token that is not bound to this session's key. */
  TOKEN_NOT_BOUND,
  /** The provider did not grant a scope that this application cannot do without. */
  SCOPE_NOT_GRANTED,
  /** The ID token failed a check. */
  ID_TOKEN_INVALID,
  /** The userinfo answer failed a check. */
  USERINFO_INVALID,
  /** There is no session, or it is over. */
  SESSION_REQUIRED,
  /** The access token is used up and cannot be renewed without the user. */
  TOKEN_EXPIRED,
  /** The session does not fit where it has to be kept. */
  SESSION_TOO_LARGE,
  /** No DPoP key was ready in time. */
  KEY_UNAVAILABLE,
  /** The session store or the coordination store did not answer. */
  STORE_UNAVAILABLE,
  /** The session must be rewritten, but this response cannot set a cookie any more. */
  RESPONSE_COMMITTED,
  /** Another request or node is renewing the token and has not finished in time. */
  RENEWAL_PENDING,
  /** A token may not travel to this origin. */
  ORIGIN_NOT_ALLOWED,
  /** No route of the API relay covers the path. */
  ROUTE_UNKNOWN,
  /** A request for an API has a query, header or body that cannot be passed on. */
  REQUEST_INVALID,
  /** A request for an API is larger than its route allows. */
  REQUEST_TOO_LARGE,
  /** A request for an API could be sent only once and was refused for its nonce: send it again. */
  RESEND,
  /** A call to an API took longer than its route allows. */
  CALL_TIMED_OUT,
  /** The API could not be reached, or broke off. */
  API_UNAVAILABLE,
  /** The API's answer is none that may be passed on to a browser. */
  API_ANSWER_REFUSED,
  /** The API refused the user's token, also at the second try where there was one. */
  TOKEN_REFUSED,
  /** The API asks for a scope that the user's token does not have (RFC 6750 §3.1). */
  INSUFFICIENT_SCOPE,
  /** The request was not sent by this application's own pages. */
  CROSS_SITE_REFUSED,
  /** The request came by plain http. */
  HTTPS_REQUIRED,
  /** Nothing shows that a page made for this session sent the request. */
  CSRF_TOKEN_INVALID,
  /** The path is written in a way that two readers could understand differently. */
  PATH_AMBIGUOUS,
  /** This endpoint does not know the request's method. */
  METHOD_NOT_ALLOWED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The word as users and logs see it, such as {@code login_unknown}. */
  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
