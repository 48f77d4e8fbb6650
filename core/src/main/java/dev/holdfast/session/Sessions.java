package dev.holdfast.session;

import dev.holdfast.seal.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens, resumes, updates and closes sessions: the only caller of {@link SessionStore} for
 * sessions. A change is saved before anybody sees it. Thread-safe; every method blocks for the
 * store and throws {@link SessionStoreException} if it does not answer.
 */
public final class Sessions {
  private final Safekeeping safekeeping;
  private final Custody custody;
  private final SessionStore store;
  private final SessionSeal seal;
  private final Groups groups;
  private final Tombstones tombstones;

  /** Sessions over the stores of {@code setup}. */
  public Sessions(SessionsSetup setup, Leases leases) {
    this.store = setup.store();
    this.custody = store.custody();
    this.groups = new Groups(setup.config());
    this.tombstones = new Tombstones(setup.config(), setup.coordination(), custody);
    this.seal = new SessionSeal(setup);
    this.safekeeping =
        custody == Custody.SERVER
            ? new ServerSafekeeping(setup, seal, tombstones)
            : new BrowserSafekeeping(setup, seal, leases, tombstones);
  }

  /**
   * Files a new session under a ticket nobody had before.
   *
   * @param device what the session is told apart by in {@link #list}; kept on the server, sealed
   * @throws RecordTooLargeException if it does not fit where it has to be kept
   * @throws SessionOverException if the provider has logged its user out since the login began
   */
  public OpenSession open(Session session, String device) {
    return safekeeping.open(session, device);
  }

  /**
   * The session of a ticket; empty if there is none, it is over, or it was written by another
   * version (which is left alone). Its own ticket may be newer than the one presented: then the
   * browser must get it.
   */
  public Optional<OpenSession> resume(Ticket ticket) {
    return safekeeping.resume(ticket);
  }

  /**
   * The session of a ticket that was not used for too long, to be ended for good; empty if there is
   * none, and always where the server holds sessions: there nothing is left of it.
   */
  public Optional<OpenSession> idle(Ticket ticket) {
    return safekeeping.idle(ticket);
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
   * browser custody only if nobody else is rewriting the session. On the server it also renews the
   * ticket from time to time: the browser must get the one of the answer.
   *
   * @return {@code known} itself if nothing was written
   */
  public OpenSession touch(OpenSession known) {
    return safekeeping.worthTouching(known) ? safekeeping.touch(known) : known;
  }

  /**
   * Gives the session another ticket; those before open nothing any more, at once.
   *
   * @return empty if it has ended, or its tokens are being renewed in browser custody: then nothing
   *     has changed
   */
  public Optional<OpenSession> renew(OpenSession known) {
    return safekeeping.renew(known);
  }

  /**
   * Whether a browser that holds this ticket may be given the session's own: that is what becomes
   * of it, and not only what somebody else got in its place. Asks no store.
   */
  public boolean leadsTo(Ticket held, OpenSession now) {
    return safekeeping.leadsTo(held, now);
  }

  /** Whether a session has another ticket by now, which {@code known} has: then that one counts. */
  public boolean isOutdated(OpenSession one, OpenSession known) {
    return !one.equals(known) // which most requests end with, before any name is worked out
        && one.id().equals(known.id())
        && safekeeping.isOutdated(one, known);
  }

  /** Ends the session for good, whatever else is being done with it. */
  public void close(OpenSession known) {
    safekeeping.end(known);
  }

  /**
   * Ends every session of somebody, at every node, also those that are being opened or rewritten at
   * this moment. What the browser holds ends at its next request.
   *
   * @param asOf when the logout was issued; a user's later logins go on
   * @return how many the server held; what browsers hold is not counted
   * @throws IllegalStateException if browsers hold them and no request looks whether it was ended
   */
  public int closeAll(LogoutScope who, Instant asOf) {
    requireReach();
    // a session of the provider's that the provider has ended never begins anew
    tombstones.put(who, Tombstone.ofProvider(who.sid().isPresent() ? Instant.MAX : asOf));
    return deleteAll(who);
  }

  /**
   * Ends every session of somebody here, while the provider knows of no end: whoever logs in later,
   * from the same session of the provider's too, goes on. Otherwise as {@link #closeAll}.
   */
  public int closeBegun(LogoutScope who, Instant asOf) {
    requireReach();
    tombstones.put(who, Tombstone.ofOurs(asOf));
    return deleteAll(who);
  }

  private void requireReach() {
    if (custody == Custody.BROWSER && !tombstones.areLookedFor()) {
      throw new IllegalStateException(
          "sessions in cookies cannot be ended from elsewhere unless back-channel-logout is on");
    }
  }

  private int deleteAll(LogoutScope who) {
    return custody == Custody.SERVER ? store.deleteGroup(groups.of(who)) : 0;
  }

  /**
   * The living sessions of somebody, in no order, as far as the server holds them: none in browser
   * custody. All are held at once, as they are shown: without tokens, keys and claims.
   */
  public List<SessionSummary> list(LogoutScope who) {
    return store.list(groups.of(who)).stream().map(seal::summary).toList();
  }

  /**
   * Ends one of the sessions that {@link #list} shows of somebody; true for exactly one caller. The
   * sessions of anybody else stay.
   */
  public boolean close(LogoutScope who, String id) {
    return store.delete(new RecordId(id), groups.of(who));
  }

  /** How many {@link #list} would show. */
  public int count(LogoutScope who) {
    return store.list(groups.of(who)).size();
  }

  /**
   * Ends the sessions that {@link #list} shows of somebody, but one.
   *
   * @param keptId the one that goes on
   * @return how many ended
   */
  public int closeOthers(LogoutScope who, String keptId) {
    return store.deleteAll(
        store.list(groups.of(who)).stream()
            .map(RecordSummary::id)
            .filter(record -> !record.digest().equals(keptId))
            .toList());
  }

  /** Who holds the sessions. */
  public Custody custody() {
    return custody;
  }
}
