package dev.holdfast.demo.provider;

/** Paths below the issuer. */
final class Endpoints {
  static final String DISCOVERY = "/.well-known/openid-configuration";
  static final String JWKS = "/oauth2/jwks";
  static final String AUTHORIZE = "/oauth2/authorize";
  static final String PAR = "/oauth2/par";
  static final String TOKEN = "/oauth2/token";
  static final String REVOKE = "/oauth2/revoke";
  static final String USERINFO = "/userinfo";
  static final String LOGOUT = "/connect/logout";
  static final String LOGIN = "/login";
  static final String TROUBLE = "/trouble";

  private Endpoints() {}
}
