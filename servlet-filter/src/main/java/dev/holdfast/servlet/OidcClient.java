package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenResult;
import dev.holdfast.token.UserAccessToken;
import dev.holdfast.token.UserTokenException;
import jakarta.servlet.ServletContext;
import java.net.http.HttpClient;

/**
 * The application itself, as the clients that the setting {@code clients} names: for calls that
 * belong to no user (RFC 6749 §4.4). Needs no request, so that listeners and scheduled jobs can use
 * it as servlets can. Thread-safe; may be kept as long as the application runs.
 *
 * <p>Containers start filters after listeners. Before {@link OidcFilter} has started, and after it
 * has ended, every method but {@link #of} throws {@link IllegalStateException}. Each throws {@link
 * IllegalArgumentException} for a name that {@code clients} does not list.
 */
public final class OidcClient {
  private final ServletContext context;

  private OidcClient(ServletContext context) {
    this.context = context;
  }

  /** The application's own clients. Never fails: the filter may start later. */
  public static OidcClient of(ServletContext context) {
    return new OidcClient(context);
  }

  /**
   * A token that is fresh now, for what the client's settings say. Blocks for the provider only if
   * it has to be asked.
   *
   * @throws UserTokenException if there is none at the moment; waiting helps, nobody can log in
   */
  public UserAccessToken getAccessToken(String client) {
    return findAccessToken(client).orElseThrow();
  }

  /** The same, with every way it can end as a value. */
  public TokenResult findAccessToken(String client) {
    return oidc(client).clientTokens().find(client);
  }

  /**
   * A token for one API, or with other scopes: see {@link TokenRequest}. Otherwise as {@link
   * #getAccessToken(String)}.
   *
   * @throws UserTokenException if there is none at the moment; waiting helps, nobody can log in
   */
  public UserAccessToken getAccessToken(String client, TokenRequest wanted) {
    return findAccessToken(client, wanted).orElseThrow();
  }

  /** The same, with every way it can end as a value. */
  public TokenResult findAccessToken(String client, TokenRequest wanted) {
    return oidc(client).clientTokens().find(client, wanted);
  }

  /**
   * Calls APIs as this client: the origins allowed to it only, with token and proof. May be kept.
   * Its calls throw {@link UserTokenException} if there is no token.
   */
  public HttpClient httpClient(String client) {
    return oidc(client).httpClient(client);
  }

  /**
   * The same with tokens for something else. Those for a resource whose origin is among the allowed
   * ones go to that origin only.
   */
  public HttpClient httpClient(String client, TokenRequest wanted) {
    return oidc(client).httpClient(client, wanted);
  }

  private Oidc oidc(String client) {
    return Entrances.in(context)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "OidcFilter is not running in this application: it starts after all listeners"))
        .withClient(client);
  }
}
