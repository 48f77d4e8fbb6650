package dev.holdfast.session;

import dev.holdfast.secret.SecretBytes;
import java.time.Instant;

/**
 * What a session that the server holds needs besides itself, so that its ticket can be renewed.
 *
 * @param key opens the newest secret to who has opened the session before: this server, while a
 *     request lasts. No browser ever holds it
 * @param since when the ticket became what it is
 * @param olderUntil how long the ticket before is good; in the past if there is none. As long as
 *     the session, until the browser has shown that it holds the newest
 */
record TicketLink(SecretBytes key, Instant since, Instant olderUntil) {

  TicketLink goodUntil(Instant end) {
    return new TicketLink(key, since, end);
  }
}
