package dev.holdfast.servlet;

/** What a request is for, as far as this filter is concerned. */
enum Route {
  LOGIN,
  CALLBACK,
  LOGOUT,
  SESSION,
  LOGOUT_RETURN,
  BACK_CHANNEL_LOGOUT,
  FRONT_CHANNEL_LOGOUT,
  JWKS,
  /** The application's, for users who are logged in. */
  PROTECTED,
  /** The application's, for everybody. */
  PUBLIC,
  /** Nobody's: its path can be read in several ways. */
  AMBIGUOUS
}
