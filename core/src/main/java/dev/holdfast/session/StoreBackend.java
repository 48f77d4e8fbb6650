package dev.holdfast.session;

import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import java.time.InstantSource;

/**
 * A back end that settings can name: {@code session-store=redis} finds, through {@link
 * java.util.ServiceLoader}, the one whose {@link #name} is {@code redis}.
 */
public interface StoreBackend {

  /** The word that selects this back end in the settings. */
  String name();

  /**
   * A session store. Reads its own settings, prefixed {@code session-store.}, and reports problems
   * to {@code settings} rather than throwing.
   */
  SessionStore sessionStore(Settings settings, InstantSource time, RandomBytes random);

  /** A coordination store, with settings prefixed {@code coordination.}. */
  CoordinationStore coordinationStore(Settings settings, InstantSource time);
}
