package dev.holdfast.logout;

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
  private final Events events = new Events();

  /**
   * Of one client.
   *
   * @param mostPerUser how many sessions a user may have; 0: any number
   */
  public ManagedSessions(Sessions sessions, InstantSource time, int mostPerUser) {
    this.sessions = sessions;
    this.time = time;
    this.mostPerUser = mostPerUser;
  }

  /** The living sessions of a user, the latest first; none if browsers hold them. */
  public List<SessionSummary> list(String subject) {
    return sessions.list(LogoutScope.ofUser(subject)).stream().sorted(LATEST_FIRST).toList();
  }

  /** Ends one session of a user; false if it is over already, or not theirs. */
  public boolean end(String subject, String id) {
    boolean ended = sessions.close(LogoutScope.ofUser(subject), id);
    if (ended) {
      events.endedFromElsewhere(OpenSession.logName(id));
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
        .forEach(oldest -> events.endedByALaterLogin(OpenSession.logName(oldest)));
  }

  /** Ends all sessions of a user that have begun by now, and answers how many the server held. */
  public int endAll(String subject) {
    int ended = sessions.closeAll(LogoutScope.ofUser(subject), time.instant());
    events.allEnded(ended);
    return ended;
  }
}
