package dev.holdfast.login;

import dev.holdfast.config.Prompt;
import dev.holdfast.config.ProviderParameters;
import dev.holdfast.config.ResourceIndicator;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a login may ask for beside who and how; nothing, unless said. Immutable.
 *
 * @param prompts what the provider is to do with the user
 * @param scopes a part of the configured ones; {@code openid} is asked for in any case
 * @param uiLocales the languages of the provider's pages, the preferred first (BCP 47)
 * @param claims which claims are asked for (OpenID Connect Core §5.5); of those, an essential
 *     {@code acr} in the ID token is checked when the user comes back
 * @param details what the tokens are to be good for (RFC 9396); needs a provider that takes pushed
 *     requests
 * @param resources further APIs that tokens of this login may be asked for later (RFC 8707)
 * @param parameters what else the provider is told, in words of its own
 */
public record LoginExtras(
    List<Prompt> prompts,
    List<String> scopes,
    List<String> uiLocales,
    Optional<Claims> claims,
    Optional<AuthorizationDetails> details,
    List<URI> resources,
    ProviderParameters parameters) {
  /** Nothing more. */
  public static final LoginExtras NONE =
      new LoginExtras(
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          ProviderParameters.NONE);

  private static final int MOST = 10;
  private static final Pattern LOCALE = Pattern.compile("[A-Za-z0-9-]{1,35}");

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if {@code none} is not the only prompt, a locale is no tag, a
   *     resource is no {@link ResourceIndicator}, there are more than ten of one kind, or the
   *     claims ask for {@code acr} in a form of their own
   */
  public LoginExtras {
    prompts = List.copyOf(prompts);
    scopes = List.copyOf(scopes);
    uiLocales = List.copyOf(uiLocales);
    resources = List.copyOf(resources);
    claims.ifPresent(AuthenticationDemand::essentialIn);
    require(!prompts.contains(Prompt.NONE) || prompts.size() == 1, "prompt=none stands alone");
    require(
        uiLocales.size() <= MOST && uiLocales.stream().allMatch(t -> LOCALE.matcher(t).matches()),
        "ui_locales are up to ten language tags");
    require(
        resources.size() <= MOST && resources.stream().allMatch(ResourceIndicator::isOne),
        "resources are up to ten absolute URIs without fragment");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  /** Whether the user must not be asked anything. */
  public boolean isSilent() {
    return prompts.contains(Prompt.NONE);
  }

  LoginExtras withPrompts(List<Prompt> others) {
    return new LoginExtras(others, scopes, uiLocales, claims, details, resources, parameters);
  }

  LoginExtras withScopes(List<String> others) {
    return new LoginExtras(prompts, others, uiLocales, claims, details, resources, parameters);
  }

  LoginExtras withUiLocales(List<String> others) {
    return new LoginExtras(prompts, scopes, others, claims, details, resources, parameters);
  }

  LoginExtras withClaims(Claims others) {
    return new LoginExtras(
        prompts, scopes, uiLocales, Optional.of(others), details, resources, parameters);
  }

  LoginExtras withDetails(AuthorizationDetails others) {
    return new LoginExtras(
        prompts, scopes, uiLocales, claims, Optional.of(others), resources, parameters);
  }

  LoginExtras withResources(List<URI> others) {
    return new LoginExtras(prompts, scopes, uiLocales, claims, details, others, parameters);
  }

  LoginExtras withParameters(ProviderParameters others) {
    return new LoginExtras(prompts, scopes, uiLocales, claims, details, resources, others);
  }
}
