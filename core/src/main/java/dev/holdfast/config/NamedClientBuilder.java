package dev.holdfast.config;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is special to one named client, under the names web.xml uses. What is left out is as
 * for the login, wherever that makes sense.
 */
public final class NamedClientBuilder {
  final String name;
  @Nullable String clientId;
  @Nullable ClientAuthentication clientAuthentication;
  @Nullable URI resource;
  @Nullable String audience;
  Set<String> scopes = Set.of();
  @Nullable DpopPolicy dpop;
  DpopKeyChoice dpopKey = new DpopKeyChoice.PerToken(DpopAlgorithm.ES256);
  @Nullable Set<URI> apiOrigins;

  NamedClientBuilder(String name) {
    this.name = name;
  }

  /** {@code client-id}; default the login's. */
  public NamedClientBuilder clientId(String id) {
    this.clientId = id;
    return this;
  }

  /**
   * {@code client-authentication} with its secret or key; default the login's, for the same {@code
   * client-id} only.
   */
  public NamedClientBuilder authenticateWith(ClientAuthentication authentication) {
    this.clientAuthentication = authentication;
    return this;
  }

  /** {@code resource}; default none. */
  public NamedClientBuilder resource(URI address) {
    this.resource = address;
    return this;
  }

  /** {@code audience}; default none. */
  public NamedClientBuilder audience(String api) {
    this.audience = api;
    return this;
  }

  /** {@code scope}; default none is named. */
  public NamedClientBuilder scopes(Set<String> names) {
    this.scopes = names;
    return this;
  }

  /** {@code dpop}; default the login's. */
  public NamedClientBuilder dpop(DpopPolicy policy) {
    this.dpop = policy;
    return this;
  }

  /** {@code dpop-key}; default one per token, ES256. */
  public NamedClientBuilder dpopKey(DpopKeyChoice choice) {
    this.dpopKey = choice;
    return this;
  }

  /** {@code allowed-origins}; default the login's. */
  public NamedClientBuilder apiOrigins(Set<URI> origins) {
    this.apiOrigins = origins;
    return this;
  }
}
