package dev.holdfast.config;

/** Gathers what every login asks for, under the names web.xml uses. */
public final class LoginPolicyBuilder {
  ResponseMode responseMode = ResponseMode.QUERY;
  boolean signedRequests;

  LoginPolicyBuilder() {}

  /** {@code response-mode}; default {@link ResponseMode#QUERY}. */
  public LoginPolicyBuilder responseMode(ResponseMode mode) {
    this.responseMode = mode;
    return this;
  }

  /** {@code request-object=signed}: with the key of {@code client-key}; default unsigned. */
  public LoginPolicyBuilder signRequests() {
    this.signedRequests = true;
    return this;
  }

  LoginPolicy finished() {
    return new LoginPolicy(responseMode, signedRequests);
  }
}
