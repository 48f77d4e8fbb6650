package dev.holdfast.session;

import dev.holdfast.seal.Ticket;
import java.util.Optional;

/**
 * Opens, resumes, updates and closes sessions: the only caller of {@link SessionStore} for
 * sessions. A change is saved before anybody sees it. Thread-safe; every method blocks for the
 * store and throws {@link SessionStoreException} if it does not answer.
 */
public final class Sessions {
  private final Safekeeping safekeeping;
  private final Custody custody;

  /** Sessions over the stores of {@code setup}. */
  public Sessions(SessionsSetup setup, Leases leases) {
    this.custody = setup.store().custody();
    SessionSeal seal = new SessionSeal(setup.config(), setup.sealer(), setup.time());
    this.safekeeping =
        custody == Custody.SERVER
            ? new ServerSafekeeping(setup.store(), seal, setup.random())
            : new BrowserSafekeeping(setup, seal, leases);
  }

  /**
   * Files a new session under a ticket nobody had before.
   *
   * @throws RecordTooLargeException if it does not fit where it has to be kept
   */
  public OpenSession open(Session session) {
    return safekeeping.open(session);
  }

  /**
   * The session of a ticket; empty if there is none, it is over, or it was written by another
   * version (which is left alone). Its own ticket may be newer than the one presented: then the
   * browser must get it.
   */
  public Optional<OpenSession> resume(Ticket ticket) {
    return safekeeping.resume(ticket);
  }

  /** The same session as it is now; empty if it has ended. */
  public Optional<OpenSession> again(OpenSession known) {
    return safekeeping.again(known);
  }

  /** Puts {@code next} in place of the session as it was known. Revives nothing. */
  public Update update(OpenSession known, Session next) {
    return safekeeping.update(known, next);
  }

  /**
   * Notes that the session is in use. Writes only once a tenth of the idle time has passed, and in
   * browser custody only if nobody else is rewriting the session.
   */
  public OpenSession touch(OpenSession known) {
    return safekeeping.worthTouching(known) ? safekeeping.touch(known) : known;
  }

  /** Ends the session for good, whatever else is being done with it. */
  public void close(OpenSession known) {
    safekeeping.end(known);
  }

  /** Who holds the sessions. */
  public Custody custody() {
    return custody;
  }
}
