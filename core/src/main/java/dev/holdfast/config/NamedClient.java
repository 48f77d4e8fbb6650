package dev.holdfast.config;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * A client as which the application asks for tokens of its own, which belong to no user (RFC 6749
 * §4.4). Immutable; the secrets inside do not print.
 *
 * @param name what the application calls it
 * @param clientId its name at the provider
 * @param clientAuthentication how it proves that name; never {@link ClientAuthentication.None}
 * @param resource the API its tokens are for, by address (RFC 8707 §2)
 * @param audience the API its tokens are for, by a name that the provider knows
 * @param scopes what is asked for; empty: whatever the provider gives this client
 * @param dpop whether its tokens must be bound to a key
 * @param dpopKey which key that is
 * @param apiOrigins where its tokens may travel
 */
public record NamedClient(
    String name,
    String clientId,
    ClientAuthentication clientAuthentication,
    Optional<URI> resource,
    Optional<String> audience,
    Set<String> scopes,
    DpopPolicy dpop,
    DpopKeyChoice dpopKey,
    Set<URI> apiOrigins) {

  /** Copies the collections. */
  public NamedClient {
    scopes = Set.copyOf(scopes);
    apiOrigins = Set.copyOf(apiOrigins);
  }
}
