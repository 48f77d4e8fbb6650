package dev.holdfast.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what every login asks for, under the names web.xml uses. */
public final class LoginPolicyBuilder {
  ResponseMode responseMode = ResponseMode.QUERY;
  boolean signedRequests;
  List<String> acrValues = List.of();
  boolean acrVoluntary;
  @Nullable Duration maxAge;
  List<Prompt> prompts = List.of();
  List<String> uiLocales = List.of();
  @Nullable String claims;
  @Nullable String authorizationDetails;
  List<URI> resources = List.of();
  ProviderParameters providerParameters = ProviderParameters.NONE;
  List<String> requiredScopes = List.of();
  boolean fromThirdParties;
  int startsPerAddress = 300;
  int starts = 6000;

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

  /** {@code acr-values}, the preferred first; default any context will do. */
  public LoginPolicyBuilder acrValues(List<String> values) {
    this.acrValues = values;
    return this;
  }

  /** {@code acr-voluntary=true}: asks for {@code acr-values} without insisting; default insists. */
  public LoginPolicyBuilder wishForAcrValues() {
    this.acrVoluntary = true;
    return this;
  }

  /** {@code max-age}, in whole seconds; default any age will do. */
  public LoginPolicyBuilder maxAge(Duration age) {
    this.maxAge = age;
    return this;
  }

  /** {@code prompt}; default as the provider thinks fit. */
  public LoginPolicyBuilder prompts(List<Prompt> all) {
    this.prompts = all;
    return this;
  }

  /** {@code ui-locales}, the preferred first; default as the provider thinks fit. */
  public LoginPolicyBuilder uiLocales(List<String> tags) {
    this.uiLocales = tags;
    return this;
  }

  /** {@code claims}: a JSON object; default none. */
  public LoginPolicyBuilder claims(String json) {
    this.claims = json;
    return this;
  }

  /** {@code authorization-details}: a JSON array; default none. */
  public LoginPolicyBuilder authorizationDetails(String json) {
    this.authorizationDetails = json;
    return this;
  }

  /** {@code resource}; default none is named. */
  public LoginPolicyBuilder resources(List<URI> addresses) {
    this.resources = addresses;
    return this;
  }

  /** {@code authorization-parameters}: in the provider's own words; default none. */
  public LoginPolicyBuilder providerParameters(ProviderParameters further) {
    this.providerParameters = further;
    return this;
  }

  /** {@code required-scope}: among those of {@code scope}; default none has to be granted. */
  public LoginPolicyBuilder requiredScopes(List<String> names) {
    this.requiredScopes = names;
    return this;
  }

  /** {@code third-party-login=true}: another site may begin a login; default no. */
  public LoginPolicyBuilder allowFromThirdParties() {
    this.fromThirdParties = true;
    return this;
  }

  /** {@code login-limit-per-address}, in a minute; default 300, 0 is any number. */
  public LoginPolicyBuilder startsPerAddress(int most) {
    this.startsPerAddress = most;
    return this;
  }

  /** {@code login-limit}, in a minute and on this node; default 6000, 0 is any number. */
  public LoginPolicyBuilder starts(int most) {
    this.starts = most;
    return this;
  }

  LoginPolicy finished() {
    return new LoginPolicy(
        responseMode,
        signedRequests,
        acrValues,
        acrVoluntary,
        Optional.ofNullable(maxAge),
        prompts,
        uiLocales,
        Optional.ofNullable(claims),
        Optional.ofNullable(authorizationDetails),
        resources,
        providerParameters,
        requiredScopes,
        fromThirdParties,
        startsPerAddress,
        starts);
  }
}
