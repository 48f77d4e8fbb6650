package dev.holdfast.session;

import dev.holdfast.secret.SecretBytes;
import java.time.Instant;

/**
 * What a session needs besides itself when the browser holds it.
 *
 * @param number names the session over all its cookies; random base64url text
 * @param generation how often it was rewritten
 * @param linkKey seals the successor that is left for requests with an older cookie
 * @param idleUntil the idle limit, sealed since nobody else keeps it
 */
record BrowserLink(String number, long generation, SecretBytes linkKey, Instant idleUntil) {

  BrowserLink next(Instant newIdleUntil) {
    return new BrowserLink(number, generation + 1, linkKey, newIdleUntil);
  }
}
