package dev.holdfast.token;

import dev.holdfast.config.NamedClient;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.provider.TokenTarget.Grant;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which access token an application wants, of a user or of itself. Each combination of resource,
 * audience, scopes and way of asking has a token of its own with its own end. A user's are kept in
 * the session; all hang on the one refresh token and the one key. Immutable.
 *
 * <p>Every method throws {@link IllegalArgumentException} for a value whose form its specification
 * forbids.
 */
public final class TokenRequest {
  private static final TokenRequest STANDARD =
      new TokenRequest(TokenTarget.OF_LOGIN, Renewal.IF_DUE);

  private final TokenTarget target;
  private final Renewal renewal;

  /** Whether a token that is still good will do. */
  enum Renewal {
    IF_DUE,
    IN_ANY_CASE
  }

  private TokenRequest(TokenTarget target, Renewal renewal) {
    this.target = target;
    this.renewal = renewal;
  }

  /** The token that the login brought, or its successor; a client's as its settings say. */
  public static TokenRequest standard() {
    return STANDARD;
  }

  /** A token for one API, by its address (RFC 8707): an absolute URI without fragment. */
  public static TokenRequest forResource(URI resource) {
    return STANDARD.with(
        new TokenTarget(
            Optional.of(resource), Optional.empty(), Set.of(), TokenTarget.OF_LOGIN.grant()));
  }

  /** A token for one API, by the name that the provider knows it by. */
  public static TokenRequest forAudience(String audience) {
    return STANDARD.with(
        new TokenTarget(
            Optional.empty(), Optional.of(audience), Set.of(), TokenTarget.OF_LOGIN.grant()));
  }

  /** A token that may do less than the login was granted (RFC 6749 §6). */
  public static TokenRequest forScope(String... scopes) {
    return STANDARD.scope(scopes);
  }

  /** The same, with these scopes too. */
  public TokenRequest scope(String... scopes) {
    Set<String> all = new HashSet<>(target.scopes());
    all.addAll(Arrays.asList(scopes));
    return with(new TokenTarget(target.resource(), target.audience(), all, target.grant()));
  }

  /**
   * The same, in exchange for the login's access token (RFC 8693), for an API behind the API. Kept
   * apart from what the refresh token brings.
   */
  public TokenRequest byTokenExchange() {
    return with(
        new TokenTarget(
            target.resource(), target.audience(), target.scopes(), Grant.TOKEN_EXCHANGE));
  }

  /**
   * The same, but the token at hand will not do: the provider is asked for another. For a user
   * whose rights have just changed; a client asks by itself where an API refuses a token. A
   * provider that gives one token until its end is asked once, and that token is the answer.
   */
  public TokenRequest forceRenewal() {
    return new TokenRequest(target, Renewal.IN_ANY_CASE);
  }

  /** The address of the API that the token is for, if it was named by one. */
  public Optional<URI> resource() {
    return target.resource();
  }

  private TokenRequest with(TokenTarget other) {
    return new TokenRequest(other, renewal);
  }

  TokenTarget target() {
    return target;
  }

  /** What a client's own token is to be for: this, and where it is silent what the settings say. */
  TokenTarget target(NamedClient client) {
    if (target.grant() == Grant.TOKEN_EXCHANGE) {
      throw new IllegalArgumentException("a client's own token is not exchanged for another");
    }
    boolean named = target.resource().isPresent() || target.audience().isPresent();
    return new TokenTarget(
        named ? target.resource() : client.resource(),
        named ? target.audience() : client.audience(),
        target.scopes().isEmpty() ? client.scopes() : target.scopes(),
        Grant.CLIENT_CREDENTIALS);
  }

  boolean isForced() {
    return renewal == Renewal.IN_ANY_CASE;
  }

  @Override
  public String toString() {
    return "TokenRequest[" + target + ", " + renewal + "]";
  }
}
