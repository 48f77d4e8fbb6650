package dev.holdfast.session;

import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Notices which keys of the ring are still needed, beside the one that seals. Thread-safe. */
final class OlderKeys {
  private static final Duration BETWEEN_NOTES = Duration.ofHours(1);

  private final String current;
  private final InstantSource time;
  private final Listeners listeners;
  private final Events events = new Events();

  /** When a key was last told of; as many as the ring has keys. */
  private final ConcurrentMap<String, Instant> told = new ConcurrentHashMap<>();

  OlderKeys(String current, InstantSource time, Listeners listeners) {
    this.current = current;
    this.time = time;
    this.listeners = listeners;
  }

  /** A session was opened with this key. */
  void used(String keyId) {
    if (!keyId.equals(current) && isDue(keyId, time.instant())) {
      events.olderKeyUsed(keyId);
      listeners.tell(new OidcEvent.OlderSealKeyUsed(listeners.registration(), keyId));
    }
  }

  private boolean isDue(String keyId, Instant now) {
    Instant last = told.putIfAbsent(keyId, now);
    return last == null
        || (!now.isBefore(last.plus(BETWEEN_NOTES)) && told.replace(keyId, last, now));
  }
}
