package dev.holdfast.login;

import dev.holdfast.config.LoginPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Prompt;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.provider.Claims;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one login asks for: what the application wishes of it, else what every login asks for. */
final class LoginAsks {
  private final OidcConfig config;
  private final LoginPolicy every;

  LoginAsks(OidcConfig config) {
    this.config = config;
    this.every = config.logins();
  }

  /** How the user has to authenticate. */
  AuthenticationDemand demand(LoginRequest wanted) {
    List<String> essential = essential(claims(wanted));
    List<String> otherwise = every.acrVoluntary() ? List.of() : every.acrValues();
    return demand(wanted, essential.isEmpty() ? otherwise : essential);
  }

  private AuthenticationDemand demand(LoginRequest wanted, List<String> otherwise) {
    AuthenticationDemand own = wanted.demand();
    return new AuthenticationDemand(
        own.acrValues().isEmpty() ? otherwise : own.acrValues(), own.maxAge().or(every::maxAge));
  }

  private static List<String> essential(Optional<Claims> request) {
    return request
        .map(AuthenticationDemand::essentialIn)
        .orElse(AuthenticationDemand.NONE)
        .acrValues();
  }

  /**
   * What asks for a context here asks for it alone: together with acr_values it has no specified
   * meaning (OpenID Connect Core §5.5.1.1). What every login insists on stays in the claims of one.
   */
  private Optional<Claims> claims(LoginRequest wanted) {
    Optional<Claims> own = wanted.extras().claims();
    Optional<Claims> always = every.claims().map(Claims::parse);
    if (!wanted.demand().acrValues().isEmpty()) {
      return own.or(() -> always).flatMap(ContextClaim::removed);
    }
    boolean lacksContext = essential(own).isEmpty() && !essential(always).isEmpty();
    return lacksContext && own.isPresent()
        ? own.map(request -> ContextClaim.taken(request, always.get()))
        : own.or(() -> always);
  }

  /**
   * As parameters of an authorization request (OpenID Connect Core §3.1.2.1).
   *
   * @throws IllegalArgumentException if a scope is not among the configured ones, or there are more
   *     than ten parameters of the provider's own
   */
  Map<String, List<String>> parameters(LoginRequest wanted) {
    LoginExtras extras = wanted.extras();
    Optional<Claims> claims = claims(wanted);
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    every
        .providerParameters()
        .with(extras.parameters())
        .values()
        .forEach((name, value) -> parameters.put(name, List.of(value)));
    demand(wanted, essential(claims).isEmpty() ? every.acrValues() : List.of())
        .parameters()
        .forEach((name, value) -> parameters.put(name, List.of(value)));
    wanted.loginHint().ifPresent(hint -> parameters.put("login_hint", List.of(hint)));
    words(parameters, "scope", scopes(extras));
    List<Prompt> prompts = extras.prompts().isEmpty() ? every.prompts() : extras.prompts();
    words(parameters, "prompt", prompts.stream().map(Prompt::text).toList());
    words(
        parameters,
        "ui_locales",
        extras.uiLocales().isEmpty() ? every.uiLocales() : extras.uiLocales());
    json(parameters, "claims", claims.map(Claims::toJson));
    json(
        parameters,
        "authorization_details",
        extras.details().map(AuthorizationDetails::toJson).or(every::authorizationDetails));
    Set<URI> resources = new LinkedHashSet<>(every.resources());
    resources.addAll(extras.resources());
    if (!resources.isEmpty()) {
      parameters.put("resource", resources.stream().map(URI::toString).toList());
    }
    return parameters;
  }

  /** The scopes that a login asks for, {@code required-scope} included; empty: all of them. */
  List<String> scopes(LoginExtras extras) {
    if (!config.scopes().containsAll(extras.scopes())) {
      throw new IllegalArgumentException(
          "a login can ask for less than the setting scope, not for more: " + extras.scopes());
    }
    return extras.scopes().isEmpty()
        ? List.of()
        : Stream.concat(extras.scopes().stream(), every.requiredScopes().stream())
            .distinct()
            .toList();
  }

  private static void words(
      Map<String, List<String>> parameters, String name, List<String> values) {
    if (!values.isEmpty()) {
      parameters.put(name, List.of(String.join(" ", values)));
    }
  }

  private static void json(
      Map<String, List<String>> parameters, String name, Optional<String> value) {
    value.ifPresent(text -> parameters.put(name, List.of(text)));
  }
}
