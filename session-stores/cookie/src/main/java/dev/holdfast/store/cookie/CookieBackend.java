package dev.holdfast.store.cookie;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import dev.holdfast.store.memory.MemoryBackend;
import java.time.InstantSource;

/**
 * {@code session-store=cookie}. Setting: {@code session-store.cookie.max-chunks}, 1 to 3, 2 unless
 * said otherwise. Cookies coordinate nothing, so this back end's facts are those of {@link
 * MemoryBackend}, with its settings: they hold per node and until a restart.
 */
public final class CookieBackend implements StoreBackend {
  private static final int USUAL_CHUNKS = 2;

  @Override
  public String name() {
    return "cookie";
  }

  @Override
  public SessionStore sessionStore(Settings settings, InstantSource time, RandomBytes random) {
    return new CookieSessionStore(
        settings.number(
            "session-store.cookie.max-chunks", USUAL_CHUNKS, 1, CookieBudget.MOST_CHUNKS));
  }

  @Override
  public CoordinationStore coordinationStore(Settings settings, InstantSource time) {
    return new MemoryBackend().coordinationStore(settings, time);
  }
}
