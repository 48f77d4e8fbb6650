package dev.holdfast.login;

import dev.holdfast.provider.AuthenticationDemand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the application's own code wishes of one login. Nothing in it may come from the browser.
 * Immutable.
 *
 * @param returnTo where the login leads
 * @param demand how the user has to authenticate; checked when they come back
 * @param loginHint who is expected ({@code login_hint}); a hint to the provider, checked nowhere
 * @param anew whether to ask for a login even if the provider knows the user ({@code
 *     prompt=login}); to be sure of it, demand a time instead
 */
public record LoginRequest(
    ReturnPath returnTo, AuthenticationDemand demand, Optional<String> loginHint, boolean anew) {
  private static final int LONGEST_HINT = 255;

  /**
   * Wishes for one login.
   *
   * @throws IllegalArgumentException if the hint is empty, or longer than 255 characters
   */
  public LoginRequest {
    if (loginHint.filter(hint -> hint.isBlank() || hint.length() > LONGEST_HINT).isPresent()) {
      throw new IllegalArgumentException("a login hint has 1 to 255 characters");
    }
  }

  /** A login without further wishes. */
  public static LoginRequest to(ReturnPath returnTo) {
    return new LoginRequest(returnTo, AuthenticationDemand.NONE, Optional.empty(), false);
  }

  /** The same, leading elsewhere. */
  public LoginRequest leadingTo(ReturnPath other) {
    return new LoginRequest(other, demand, loginHint, anew);
  }

  /** In one of these authentication contexts, the preferred first. */
  public LoginRequest acr(String... values) {
    return demanding(new AuthenticationDemand(List.of(values), demand.maxAge()));
  }

  /** Not longer ago than this; zero asks for a new one. */
  public LoginRequest maxAge(Duration age) {
    return demanding(demand.andMaxAge(age));
  }

  /** As this demands, in place of what was demanded before. */
  public LoginRequest demanding(AuthenticationDemand other) {
    return new LoginRequest(returnTo, other, loginHint, anew);
  }

  /** With a hint about who is expected. */
  public LoginRequest loginHint(String hint) {
    return new LoginRequest(returnTo, demand, Optional.of(hint), anew);
  }

  /** With {@code prompt=login}. */
  public LoginRequest promptLogin() {
    return new LoginRequest(returnTo, demand, loginHint, true);
  }

  /** These as parameters of an authorization request (OpenID Connect Core §3.1.2.1). */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>(demand.parameters());
    loginHint.ifPresent(hint -> parameters.put("login_hint", hint));
    if (anew) {
      parameters.put("prompt", "login");
    }
    return parameters;
  }

  /** Does not name the user. */
  @Override
  public String toString() {
    return "LoginRequest[returnTo=" + returnTo + ", demand=" + demand + "]";
  }
}
