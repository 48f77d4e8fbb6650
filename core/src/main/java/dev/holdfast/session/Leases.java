package dev.holdfast.session;

import dev.holdfast.seal.IndexKey;
import dev.holdfast.secret.RandomBytes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Leases over a {@link CoordinationStore}. Thread-safe. */
public final class Leases {
  /** How long a lease lasts. */
  public static final Duration LIFE = Duration.ofSeconds(30);

  private static final int OWNER_BYTES = 16;

  private final CoordinationStore coordination;
  private final IndexKey index;
  private final RandomBytes random;
  private final LongSupplier nanoTime;
  private final Events events = new Events();

  /** Leases named by {@code index}, timed by the monotonic clock. */
  public Leases(
      CoordinationStore coordination, IndexKey index, RandomBytes random, LongSupplier nanoTime) {
    this.coordination = coordination;
    this.index = index;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  /**
   * Asks once for the lease of a session; empty if another has it.
   *
   * @throws SessionStoreException if the coordination store does not answer
   */
  public Optional<Lease> ofSession(String sessionId) {
    return of(index.name("lease", sessionId));
  }

  /**
   * Asks once for the right to be the only one who looks after a fact; empty if another has it.
   *
   * @throws SessionStoreException if the coordination store does not answer
   */
  public Optional<Lease> ofFact(Fact guarded) {
    return of(index.name("lease-of-fact", guarded.name()));
  }

  private Optional<Lease> of(String lease) {
    Fact name = new Fact(lease);
    byte[] owner = random.next(OWNER_BYTES);
    long until = now() + LIFE.toNanos();
    return coordination.putIfAbsent(name, owner, LIFE)
        ? Optional.of(new Lease(this, name, owner, until))
        : Optional.empty();
  }

  long now() {
    return nanoTime.getAsLong();
  }

  void giveBack(Fact name, byte[] owner) {
    try {
      coordination.remove(name, owner);
    } catch (SessionStoreException e) {
      events.leaseNotGivenBack(e);
    }
  }
}
