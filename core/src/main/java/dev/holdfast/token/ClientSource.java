package dev.holdfast.token;

import dev.holdfast.config.NamedClient;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.JwkThumbprint;
import dev.holdfast.secret.SecretText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The tokens of one client for one HTTP client; keeps the keys of those it has just handed out. */
final class ClientSource implements TokenSource {
  private static final int MOST_KEYS = 16;

  private final ClientTokens tokens;
  private final NamedClient client;
  private final TokenRequest wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<JwkThumbprint, DpopKey> keys =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JwkThumbprint, DpopKey> eldest) {
          return size() > MOST_KEYS;
        }
      };
  private volatile Optional<DpopKey> newest = Optional.empty();

  ClientSource(ClientTokens tokens, NamedClient client, TokenRequest wanted) {
    this.tokens = tokens;
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public TokenResult find(Patience patience) {
    return handedOut(tokens.fresh(client, wanted, patience));
  }

  @Override
  public TokenResult insteadOf(SecretText refused, Patience patience) {
    return handedOut(tokens.insteadOf(client, wanted, refused, patience));
  }

  @Override
  public boolean isNew(SecretText token) {
    return tokens.isNew(client, wanted, token);
  }

  @Override
  public Optional<DpopKey> key() {
    return newest;
  }

  /** Each token has a key of its own, so that the newest key is not that of every token. */
  @Override
  public Optional<DpopKey> keyOf(UserAccessToken token) {
    lock.lock();
    try {
      return token.boundTo().map(keys::get);
    } finally {
      lock.unlock();
    }
  }

  private TokenResult handedOut(ClientOutcome outcome) {
    if (outcome instanceof ClientOutcome.Has has) {
      Optional<DpopKey> key = has.token().key();
      if (!key.equals(newest)) {
        key.ifPresent(this::keep);
        newest = key;
      }
    }
    return outcome.result();
  }

  private void keep(DpopKey key) {
    lock.lock();
    try {
      keys.put(key.thumbprint(), key);
    } finally {
      lock.unlock();
    }
  }
}
