package dev.holdfast.session;

import dev.holdfast.seal.Ticket;
import java.util.Optional;

/** How sessions are kept, by who holds the bytes. Methods throw {@link SessionStoreException}. */
interface Safekeeping {

  /** {@code device} is what the session is told apart by, where the server keeps it. */
  OpenSession open(Session session, String device);

  Optional<OpenSession> resume(Ticket ticket);

  /** What a ticket opens although it was not used for too long; empty if nothing is left of it. */
  Optional<OpenSession> idle(Ticket ticket);

  /** The same session as it is now. */
  Optional<OpenSession> again(OpenSession known);

  Update update(OpenSession known, Session next);

  /** Whether enough of the idle time has passed for a {@link #touch}. */
  boolean worthTouching(OpenSession known);

  /** Moves the idle limit; the very same session if no store has taken that. */
  OpenSession touch(OpenSession known);

  /** Another ticket at once, the ones before being dead; empty if that cannot be now. */
  Optional<OpenSession> renew(OpenSession known);

  /** Whether a browser that holds this ticket is to be given that of the session as it is now. */
  boolean leadsTo(Ticket held, OpenSession now);

  /** Whether a session was opened by a ticket from before that of the same session, newly known. */
  boolean isOutdated(OpenSession one, OpenSession known);

  void end(OpenSession known);
}
