package dev.holdfast.logout;

import dev.holdfast.event.Listeners;
import dev.holdfast.session.Custody;
import dev.holdfast.session.LogoutScope;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionSummary;
import dev.holdfast.session.Sessions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/**
 * The sessions of users as an operator, or the user, sees them from elsewhere. Their tokens are
 * dropped and not revoked: what opens them is in the browser. Thread-safe; blocks for the store and
 * throws {@link dev.holdfast.session.SessionStoreException} if it does not answer.
 */
public final class ManagedSessions {
  private static final Comparator<SessionSummary> LATEST_FIRST =
      Comparator.comparing(SessionSummary::startedAt).thenComparing(SessionSummary::id).reversed();

  private final Sessions sessions;
  private final InstantSource time;
  private final int mostPerUser;
  private final Events events;

  /**
   * Of one client.
   *
   * @param mostPerUser how many sessions a user may have; 0: any number
   */
  public ManagedSessions(
      Sessions sessions, InstantSource time, int mostPerUser, Listeners listeners) {
    this.sessions = sessions;
    this.time = time;
    this.mostPerUser = mostPerUser;
    this.events = new Events(listeners);
  }

  /** The living sessions of a user, the latest first; none if browsers hold them. */
  public List<SessionSummary> list(String subject) {
    return sessions.list(LogoutScope.ofUser(subject)).stream().sorted(LATEST_FIRST).toList();
  }

  /** How many living sessions a user has; none if browsers hold them. */
  public int count(String subject) {
    return sessions.count(LogoutScope.ofUser(subject));
  }

  /** Whether the server holds the sessions, so that {@link #list} shows them. */
  public boolean areOnServer() {
    return sessions.custody() == Custody.SERVER;
  }

  /** Ends one session of a user; false if it is over already, or not theirs. */
  public boolean end(String subject, String id) {
    boolean ended = sessions.close(LogoutScope.ofUser(subject), id);
    if (ended) {
      events.endedFromElsewhere(id, subject);
    }
    return ended;
  }

  /**
   * Ends the oldest sessions of the user who has just logged in, if that makes more than they may
   * have. The order is the same for all who look: of logins at the same moment the last one stays.
   */
  public void makeRoom(OpenSession next) {
    if (mostPerUser == 0) {
      return;
    }
    LogoutScope user = LogoutScope.ofUser(next.session().subject());
    list(next.session().subject()).stream()
        .skip(mostPerUser)
        .map(SessionSummary::id)
        .filter(oldest -> sessions.close(user, oldest))
        .forEach(oldest -> events.endedByALaterLogin(oldest, user.subject().orElseThrow()));
  }

  /**
   * Ends all sessions of a user that have begun by now, and answers how many the server held.
   *
   * @throws IllegalStateException if browsers hold them and {@code back-channel-logout} is off
   */
  public int endAll(String subject) {
    int ended = sessions.closeBegun(LogoutScope.ofUser(subject), time.instant());
    events.allEnded(subject, ended);
    return ended;
  }

  /** Ends the sessions of a user that {@link #list} shows, but one; answers how many. */
  public int endOthers(String subject, String keptId) {
    int ended = sessions.closeOthers(LogoutScope.ofUser(subject), keptId);
    events.othersEnded(subject, ended);
    return ended;
  }

  /**
   * Ends the sessions that have come of one of the provider's by now, and answers how many the
   * server held. The provider's own goes on: its user may log in again.
   *
   * @param sid as in the ID token
   * @throws IllegalStateException if they are in cookies, and the back channel is off
   */
  public int endProviderSession(String sid) {
    LogoutScope who = LogoutScope.ofSid(sid);
    int ended = sessions.closeBegun(who, time.instant());
    events.endedHere(who, ended);
    return ended;
  }
}
