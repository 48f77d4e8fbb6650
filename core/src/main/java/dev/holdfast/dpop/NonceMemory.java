package dev.holdfast.dpop;

import dev.holdfast.transport.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The nonce that each server gave last, by client registration. A lost one costs a round trip, so
 * the memory is bounded and forgets what was used longest ago. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8.2">RFC 9449 §8.2</a>
 */
public final class NonceMemory {
  private static final int LONGEST_NONCE = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong tickets = new AtomicLong();
  private final Map<Server, Given> given;

  private record Server(String registration, Origin origin) {}

  private record Given(String nonce, long order) {}

  /** Remembers the nonces of so many servers. */
  public NonceMemory(int capacity) {
    given =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Server, Given> eldest) {
            return size() > capacity;
          }
        };
  }

  /** What to put into the next proof for this server. */
  public Optional<String> nonce(String registration, Origin origin) {
    lock.lock();
    try {
      return Optional.ofNullable(given.get(new Server(registration, origin))).map(Given::nonce);
    } finally {
      lock.unlock();
    }
  }

  /** The place of a request in time; taken before it is sent, given back with what it learned. */
  public long ticket() {
    return tickets.incrementAndGet();
  }

  /**
   * Takes the nonce out of a response, whatever its status. An answer to a later request wins; a
   * header that is missing, repeated or malformed changes nothing.
   *
   * @param headerValues every {@code DPoP-Nonce} of the response
   * @param order the request's {@link #ticket()}
   */
  public void learn(String registration, Origin origin, List<String> headerValues, long order) {
    accepted(headerValues)
        .ifPresent(nonce -> keep(new Server(registration, origin), new Given(nonce, order)));
  }

  private void keep(Server server, Given latest) {
    lock.lock();
    try {
      given.merge(server, latest, (old, next) -> next.order() >= old.order() ? next : old);
    } finally {
      lock.unlock();
    }
  }

  /** The one nonce of these header values, if there is one and it has the form of RFC 9449 §8.1. */
  static Optional<String> accepted(List<String> headerValues) {
    return headerValues.size() == 1
        ? Optional.of(headerValues.get(0)).filter(NonceMemory::isNonce)
        : Optional.empty();
  }

  private static boolean isNonce(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NONCE
        && text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"' && c != '\\');
  }
}
