package dev.holdfast.demo.provider;

import java.security.Principal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * Demo addition: strict refresh rotation. Spring's own store forgets a rotated refresh token; this
 * one remembers it, and its second use ends the whole grant. Of two refreshes at once, one saves
 * first; the other one is a second use. Thread-safe, in memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700 section 4.14.2</a>
 */
final class AuthorizationLedger implements OAuth2AuthorizationService {
  private static final String GENERATION = "holdfast.generation";
  private static final String REQUEST_URI_PREFIX = "urn:ietf:params:oauth:request_uri:";

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, OAuth2Authorization> grants = new HashMap<>();
  private final Map<String, String> grantOfToken = new HashMap<>();
  private final Map<String, String> grantOfSpentToken = new HashMap<>();
  private final Set<String> ended = new HashSet<>();

  @Override
  public void save(OAuth2Authorization grant) {
    locked(
        () -> {
          OAuth2Authorization stored = grants.get(grant.getId());
          if (ended.contains(grant.getId()) || !sameGeneration(stored, grant)) {
            end(grant.getId());
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
          }
          if (stored != null) {
            spendRefreshToken(stored, grant);
          }
          file(grant);
          return grant;
        });
  }

  @Override
  public void remove(OAuth2Authorization grant) {
    locked(
        () -> {
          end(grant.getId());
          return grant;
        });
  }

  @Override
  public @Nullable OAuth2Authorization findById(String id) {
    return locked(() -> Optional.ofNullable(grants.get(id))).orElse(null);
  }

  @Override
  public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
    return locked(
            () -> {
              String reused = grantOfSpentToken.get(token);
              if (reused != null) {
                end(reused);
              }
              return byToken(token);
            })
        .orElse(null);
  }

  /** The grant this code or refresh token belongs to, looked at without using it. */
  Optional<OAuth2Authorization> peek(String token) {
    return locked(() -> byToken(token));
  }

  /** A parameter of a pushed authorization request. RFC 9126. */
  Optional<String> pushedParameter(String requestUri, String name) {
    if (!requestUri.startsWith(REQUEST_URI_PREFIX)) {
      return Optional.empty();
    }
    return peek(requestUri.substring(REQUEST_URI_PREFIX.length()))
        .flatMap(grant -> requestParameter(grant, name));
  }

  /** A parameter of the authorization request that led to this grant. */
  static Optional<String> requestParameter(OAuth2Authorization grant, String name) {
    OAuth2AuthorizationRequest request =
        grant.getAttribute(OAuth2AuthorizationRequest.class.getName());
    return Optional.ofNullable(request)
        .map(asked -> asked.getAdditionalParameters().get(name))
        .map(Object::toString);
  }

  /** Ends every grant of the sign-in that this token came from: nothing can be refreshed. */
  List<OAuth2Authorization> endLoginOf(String idToken) {
    return locked(
        () -> {
          Optional<Object> login = byToken(idToken).flatMap(AuthorizationLedger::loginOf);
          return endWhere(grant -> login.isPresent() && login.equals(loginOf(grant)));
        });
  }

  /** Ends every grant of every sign-in of a user. */
  List<OAuth2Authorization> endAllOf(String userName) {
    return locked(() -> endWhere(grant -> grant.getPrincipalName().equals(userName)));
  }

  private List<OAuth2Authorization> endWhere(Predicate<OAuth2Authorization> chosen) {
    List<OAuth2Authorization> ending = grants.values().stream().filter(chosen).toList();
    ending.forEach(grant -> end(grant.getId()));
    return ending;
  }

  private static Optional<Object> loginOf(OAuth2Authorization grant) {
    Authentication user = grant.getAttribute(Principal.class.getName());
    return Optional.ofNullable(user).map(Authentication::getPrincipal);
  }

  private static boolean sameGeneration(
      @Nullable OAuth2Authorization stored, OAuth2Authorization grant) {
    Long current = stored == null ? null : stored.getAttribute(GENERATION);
    return Objects.equals(current, grant.getAttribute(GENERATION));
  }

  private void spendRefreshToken(OAuth2Authorization stored, OAuth2Authorization next) {
    String before = value(stored, OAuth2RefreshToken.class);
    if (before != null && !before.equals(value(next, OAuth2RefreshToken.class))) {
      grantOfSpentToken.put(before, stored.getId());
      grantOfToken.remove(before);
    }
  }

  private void file(OAuth2Authorization grant) {
    Long generation = grant.getAttribute(GENERATION);
    OAuth2Authorization filed =
        OAuth2Authorization.from(grant)
            .attribute(GENERATION, generation == null ? 1L : generation + 1)
            .build();
    grants.put(filed.getId(), filed);
    tokensOf(filed).forEach(token -> grantOfToken.put(token, filed.getId()));
  }

  private void end(String id) {
    OAuth2Authorization grant = grants.remove(id);
    if (grant != null) {
      tokensOf(grant).forEach(grantOfToken::remove);
    }
    ended.add(id);
  }

  private Optional<OAuth2Authorization> byToken(String token) {
    return Optional.ofNullable(grantOfToken.get(token)).map(grants::get);
  }

  private static Set<String> tokensOf(OAuth2Authorization grant) {
    Set<String> tokens = new HashSet<>();
    tokens.add(value(grant, OAuth2AuthorizationCode.class));
    tokens.add(value(grant, OAuth2AccessToken.class));
    tokens.add(value(grant, OAuth2RefreshToken.class));
    tokens.add(value(grant, OidcIdToken.class));
    tokens.add(grant.getAttribute("state"));
    tokens.remove(null);
    return tokens;
  }

  private static <T extends OAuth2Token> @Nullable String value(
      OAuth2Authorization grant, Class<T> type) {
    OAuth2Authorization.Token<T> token = grant.getToken(type);
    return token == null ? null : token.getToken().getTokenValue();
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
