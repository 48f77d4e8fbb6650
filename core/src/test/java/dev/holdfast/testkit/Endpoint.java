package dev.holdfast.testkit;

/** The places a request can arrive at. */
public enum Endpoint {
  DISCOVERY("/.well-known/openid-configuration"),
  OAUTH_METADATA("/.well-known/oauth-authorization-server"),
  JWKS("/jwks"),
  PAR("/par"),
  AUTHORIZE("/authorize"),
  TOKEN("/token"),
  USERINFO("/userinfo"),
  REVOKE("/revoke"),
  LOGOUT("/logout"),
  REGISTER("/register"),
  /** Every path of a {@link FakeApi}. */
  API("/");

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  /** Where it is found below the origin. */
  public String path() {
    return path;
  }

  boolean covers(String requestPath) {
    return this == API || path.equals(requestPath);
  }
}
