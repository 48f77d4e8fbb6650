package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tokens of one grant: one refresh token, and the access tokens that it brought. Immutable.
 *
 * @param access the access token of the login
 * @param refresh the refresh token, if the provider issued one
 * @param idToken the ID token as text, for logout; its checked claims are elsewhere
 * @param others access tokens for other targets, at most {@link #MOST_OTHERS}
 */
public record TokenSet(
    AccessToken access,
    Optional<RefreshToken> refresh,
    SecretText idToken,
    Map<TokenTarget, AccessToken> others) {

  /** So many other access tokens are kept; one more takes the place of the one that ends first. */
  public static final int MOST_OTHERS = 16;

  /** Copies the map. */
  public TokenSet {
    others = Map.copyOf(others);
  }

  /** The tokens of a login. */
  public TokenSet(AccessToken access, Optional<RefreshToken> refresh, SecretText idToken) {
    this(access, refresh, idToken, Map.of());
  }

  /** The access token for a target; empty if there is none yet. */
  public Optional<AccessToken> of(TokenTarget target) {
    return target.isOfLogin() ? Optional.of(access) : Optional.ofNullable(others.get(target));
  }

  /** Every access token. */
  public Collection<AccessToken> accessTokens() {
    return Stream.concat(Stream.of(access), others.values().stream()).toList();
  }

  /** With this token for its target, and without those that had ended when it was obtained. */
  public TokenSet with(TokenTarget target, AccessToken token) {
    return target.isOfLogin()
        ? new TokenSet(token, refresh, idToken, living(token.obtainedAt()))
        : new TokenSet(access, refresh, idToken, withOther(target, token));
  }

  private Map<TokenTarget, AccessToken> withOther(TokenTarget target, AccessToken token) {
    Map<TokenTarget, AccessToken> next = living(token.obtainedAt());
    next.remove(target);
    while (next.size() >= MOST_OTHERS) {
      next.entrySet().stream()
          .min(Comparator.comparing(other -> other.getValue().expiresAt().orElse(Instant.MAX)))
          .map(Map.Entry::getKey)
          .ifPresent(next::remove);
    }
    next.put(target, token);
    return next;
  }

  private Map<TokenTarget, AccessToken> living(Instant now) {
    Map<TokenTarget, AccessToken> next = new LinkedHashMap<>(others);
    next.values().removeIf(token -> !token.validAt(now));
    return next;
  }

  /** With this refresh token from now on. */
  public TokenSet with(RefreshToken next) {
    return new TokenSet(access, Optional.of(next), idToken, others);
  }

  /** With this ID token from now on. */
  public TokenSet with(VerifiedIdToken next) {
    return new TokenSet(access, refresh, next.text(), others);
  }

  /** Without the access tokens of any other target than this and the login's. */
  public TokenSet keepingOnly(TokenTarget target) {
    Map<TokenTarget, AccessToken> kept = new LinkedHashMap<>(others);
    kept.keySet().retainAll(Set.of(target));
    return new TokenSet(access, refresh, idToken, kept);
  }
}
