package dev.holdfast.token;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The clients' tokens that this node knows without asking the store. Bounded; what is forgotten
 * costs a look into the store. Thread-safe.
 */
final class ClientTokenMemory {
  private static final int MOST = 1000;

  private final ConcurrentMap<ClientWish.Owner, ClientToken> tokens = new ConcurrentHashMap<>();

  /** The newest known, whether it is wanted or not. */
  Optional<ClientToken> find(ClientWish wish) {
    return Optional.ofNullable(tokens.get(wish.owner()));
  }

  /** The one that will do for as long as it lasts. */
  Optional<ClientToken> find(ClientWish wish, Instant now) {
    return find(wish).filter(wish::accepts).filter(token -> now.isBefore(token.end()));
  }

  /** From now on the newer one of this and what was known. */
  void add(ClientWish wish, ClientToken found) {
    tokens.merge(wish.owner(), found, (known, other) -> other.isNoNewerThan(known) ? known : other);
    while (tokens.size() > MOST) {
      tokens.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().end()))
          .map(Map.Entry::getKey)
          .ifPresent(tokens::remove);
    }
  }
}
