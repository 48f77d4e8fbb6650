package dev.holdfast.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.event.Listeners;
import dev.holdfast.event.OidcEvent;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Notices that a provider publishes other signing keys than before. Thread-safe. */
final class KeyChanges {
  private final URI issuer;
  private final Listeners listeners;
  private final AtomicReference<Optional<Set<Base64URL>>> last =
      new AtomicReference<>(Optional.empty());
  private final Events events = new Events();

  KeyChanges(URI issuer, Listeners listeners) {
    this.issuer = issuer;
    this.listeners = listeners;
  }

  /** A key set has come. */
  void fetched(JWKSet keySet) {
    Optional<Set<Base64URL>> now = thumbprints(keySet);
    if (now.isPresent()) {
      Optional<Set<Base64URL>> before = last.getAndSet(now);
      if (before.isPresent() && !before.equals(now)) {
        events.keysChanged(issuer);
        listeners.tell(new OidcEvent.ProviderKeysChanged(listeners.registration()));
      }
    }
  }

  private static Optional<Set<Base64URL>> thumbprints(JWKSet keySet) {
    try {
      Set<Base64URL> found = new HashSet<>();
      for (JWK key : keySet.getKeys()) {
        found.add(key.computeThumbprint());
      }
      return Optional.of(found);
    } catch (JOSEException e) {
      return Optional.empty(); // whoever needs a key of it says what is wrong
    }
  }
}
