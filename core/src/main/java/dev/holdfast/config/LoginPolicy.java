package dev.holdfast.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What every login asks for, and how it may be answered. What the application's code wishes of one
 * login takes the place of what is said here; its resources and its parameters of the provider's
 * own come on top.
 *
 * @param responseMode how the answer travels back
 * @param signedRequests whether a request is signed with the client's key (RFC 9101)
 * @param acrValues the authentication contexts that will do, the preferred first; empty if any will
 * @param acrVoluntary whether any other context will do as well
 * @param maxAge how long ago the user may have authenticated; empty if it does not matter
 * @param prompts what the provider is to do with the user
 * @param uiLocales the languages of its pages, the preferred first (BCP 47)
 * @param claims which claims are asked for, as JSON (OpenID Connect Core §5.5)
 * @param authorizationDetails what the tokens are to be good for, as JSON (RFC 9396)
 * @param resources the APIs that the login's own access token is for (RFC 8707)
 * @param providerParameters what else the provider is told, in words of its own
 * @param requiredScopes without which a login is none; each login asks for them
 * @param fromThirdParties whether another site may begin a login (OpenID Connect Core §4)
 * @param startsPerAddress how many logins one client address may begin in a minute; 0: any number
 * @param starts how many may begin in a minute on this node; 0: any number
 */
public record LoginPolicy(
    ResponseMode responseMode,
    boolean signedRequests,
    List<String> acrValues,
    boolean acrVoluntary,
    Optional<Duration> maxAge,
    List<Prompt> prompts,
    List<String> uiLocales,
    Optional<String> claims,
    Optional<String> authorizationDetails,
    List<URI> resources,
    ProviderParameters providerParameters,
    List<String> requiredScopes,
    boolean fromThirdParties,
    int startsPerAddress,
    int starts) {

  /** Copies the lists. */
  public LoginPolicy {
    acrValues = List.copyOf(acrValues);
    prompts = List.copyOf(prompts);
    uiLocales = List.copyOf(uiLocales);
    resources = List.copyOf(resources);
    requiredScopes = List.copyOf(requiredScopes);
  }
}
