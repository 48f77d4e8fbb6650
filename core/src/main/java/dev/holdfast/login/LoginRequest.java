package dev.holdfast.login;

import dev.holdfast.config.Prompt;
import dev.holdfast.config.ProviderParameters;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
 * @param extras what else it asks for
 */
public record LoginRequest(
    ReturnPath returnTo,
    AuthenticationDemand demand,
    Optional<String> loginHint,
    LoginExtras extras) {
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

  /**
   * A login that leads to a path of this application: as browsers see it, with the context path and
   * perhaps a query.
   *
   * @throws IllegalArgumentException if it is none that is safe to lead to, as an address with a
   *     scheme or a host: see {@link ReturnPath#parse}
   */
  public static LoginRequest to(String path) {
    return to(
        ReturnPath.parse(path)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "not a path of this application, such as /orders?id=1")));
  }

  /** A login without further wishes. */
  public static LoginRequest to(ReturnPath returnTo) {
    return new LoginRequest(
        returnTo, AuthenticationDemand.NONE, Optional.empty(), LoginExtras.NONE);
  }

  /** The same, leading elsewhere. */
  public LoginRequest leadingTo(ReturnPath other) {
    return new LoginRequest(other, demand, loginHint, extras);
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
    return new LoginRequest(returnTo, other, loginHint, extras);
  }

  /** With a hint about who is expected. */
  public LoginRequest loginHint(String hint) {
    return new LoginRequest(returnTo, demand, Optional.of(hint), extras);
  }

  /**
   * With {@code prompt=login}: even if the provider knows the user. To be sure of it, demand a time
   * instead.
   */
  public LoginRequest promptLogin() {
    return prompt(Prompt.LOGIN);
  }

  /** With {@code prompt}, in place of the setting. */
  public LoginRequest prompt(Prompt... all) {
    return with(extras.withPrompts(List.of(all)));
  }

  /** Without a page of the provider ({@code prompt=none}): logged in at once, or not at all. */
  public LoginRequest silently() {
    return prompt(Prompt.NONE);
  }

  /** Asking for less than the setting {@code scope}; {@code openid} stays. */
  public LoginRequest scopes(String... some) {
    List<String> all = new ArrayList<>(List.of("openid"));
    all.addAll(List.of(some));
    return with(extras.withScopes(all.stream().distinct().toList()));
  }

  /** With the provider's pages in one of these languages, the preferred first (BCP 47). */
  public LoginRequest uiLocales(String... tags) {
    return with(extras.withUiLocales(List.of(tags)));
  }

  /**
   * Asking for these claims (OpenID Connect Core §5.5). Whether they come is not checked, except
   * for an essential {@code acr} with values in the ID token: it is demanded, unless {@link #acr}
   * says another.
   */
  public LoginRequest claims(Claims wanted) {
    return with(extras.withClaims(wanted));
  }

  /**
   * Asking for tokens that are good for this (RFC 9396); the provider must take pushed requests.
   */
  public LoginRequest authorizationDetails(AuthorizationDetails wanted) {
    return with(extras.withDetails(wanted));
  }

  /** With further APIs that tokens of this login may be asked for later (RFC 8707). */
  public LoginRequest resources(URI... further) {
    return with(extras.withResources(List.of(further)));
  }

  /**
   * With a parameter that only this provider understands, in place of one of the same name in the
   * setting {@code authorization-parameters}.
   *
   * @throws IllegalArgumentException if the name has a meaning in the protocol: see {@link
   *     ProviderParameters}
   */
  public LoginRequest parameter(String name, String value) {
    return with(
        extras.withParameters(
            extras.parameters().with(new ProviderParameters(Map.of(name, value)))));
  }

  private LoginRequest with(LoginExtras others) {
    return new LoginRequest(returnTo, demand, loginHint, others);
  }

  /** Does not name the user. */
  @Override
  public String toString() {
    return "LoginRequest[returnTo=" + returnTo + ", demand=" + demand + "]";
  }
}
