package dev.holdfast.servlet;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import dev.holdfast.store.cookie.CookieSessionStore;
import dev.holdfast.store.memory.MemoryCoordinationStore;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code session-store=counted}: in the browser's custody, and counts the stores closed. */
public final class CountedBackend implements StoreBackend {
  static final AtomicInteger CLOSED = new AtomicInteger();

  @Override
  public String name() {
    return "counted";
  }

  @Override
  public SessionStore sessionStore(Settings settings, InstantSource time, RandomBytes random) {
    return new BreakableStore(new CookieSessionStore(2), CLOSED::incrementAndGet);
  }

  @Override
  public CoordinationStore coordinationStore(Settings settings, InstantSource time) {
    return new MemoryCoordinationStore(time, 100);
  }
}
