package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.JwkThumbprint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys of the tokens that one user's calls have got: a call that is under way goes on with the
 * key of its token, though the session has another by now. Remembers the last few. Thread-safe.
 */
final class KeysInUse {
  private static final int MOST = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<DpopKey> last = new ArrayDeque<>();

  void note(DpopKey key) {
    lock.lock();
    try {
      if (find(key.thumbprint()).isPresent()) {
        return;
      }
      last.addFirst(key);
      if (last.size() > MOST) {
        last.removeLast();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The key with this thumbprint. */
  Optional<DpopKey> of(JwkThumbprint thumbprint) {
    lock.lock();
    try {
      return find(thumbprint);
    } finally {
      lock.unlock();
    }
  }

  private Optional<DpopKey> find(JwkThumbprint thumbprint) {
    return last.stream().filter(key -> key.thumbprint().equals(thumbprint)).findFirst();
  }
}
