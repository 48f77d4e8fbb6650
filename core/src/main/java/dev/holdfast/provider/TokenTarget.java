package dev.holdfast.provider;

import dev.holdfast.config.ResourceIndicator;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an access token is for, beside what the login asked for. Tokens of one session, or of one
 * client, are told apart by their targets, and one is never given out for another.
 *
 * @param resource the API, as an absolute URI (RFC 8707 §2)
 * @param audience the API, by a name that the provider knows (RFC 8693 §2.1)
 * @param scopes a part of what the login was granted, or the client may have; empty: all of it
 * @param grant how such a token is asked for
 */
public record TokenTarget(
    Optional<URI> resource, Optional<String> audience, Set<String> scopes, Grant grant) {

  /** The token that the login itself brings. */
  public static final TokenTarget OF_LOGIN =
      new TokenTarget(Optional.empty(), Optional.empty(), Set.of(), Grant.REFRESH_TOKEN);

  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final Pattern AUDIENCE = Pattern.compile("[\\x21-\\x7E]{1,1024}");

  /** How a token is asked for. */
  public enum Grant {
    /** With the session's refresh token (RFC 6749 §6). */
    REFRESH_TOKEN,
    /** In exchange for the access token of the login (RFC 8693). */
    TOKEN_EXCHANGE,
    /** In a client's own name (RFC 6749 §4.4). */
    CLIENT_CREDENTIALS
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the resource is not absolute, has a fragment or user
   *     information, or anything has a character that its specification forbids
   */
  public TokenTarget {
    scopes = Set.copyOf(scopes);
    resource.ifPresent(uri -> require(ResourceIndicator.isOne(uri), "a resource"));
    audience.ifPresent(name -> require(AUDIENCE.matcher(name).matches(), "an audience"));
    scopes.forEach(scope -> require(SCOPE.matcher(scope).matches(), "a scope"));
  }

  private static void require(boolean fit, String what) {
    if (!fit) {
      throw new IllegalArgumentException("not the form of " + what);
    }
  }

  /** Whether it is the token that the login itself brings. */
  public boolean isOfLogin() {
    return equals(OF_LOGIN);
  }
}
