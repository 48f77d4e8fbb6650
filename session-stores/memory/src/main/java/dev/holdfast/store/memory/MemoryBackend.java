package dev.holdfast.store.memory;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import java.time.InstantSource;

/**
 * {@code session-store=memory}, {@code coordination=memory}. Settings: {@code
 * session-store.memory.max-sessions} and {@code coordination.memory.max-facts}, both 100000 unless
 * said otherwise.
 */
public final class MemoryBackend implements StoreBackend {
  private static final int ENOUGH = 100_000;
  private static final int MOST = 100_000_000;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public SessionStore sessionStore(Settings settings, InstantSource time, RandomBytes random) {
    int max = settings.number("session-store.memory.max-sessions", ENOUGH, 1, MOST);
    return new MemorySessionStore(time, random, max);
  }

  @Override
  public CoordinationStore coordinationStore(Settings settings, InstantSource time) {
    int max = settings.number("coordination.memory.max-facts", ENOUGH, 1, MOST);
    return new MemoryCoordinationStore(time, max);
  }
}
