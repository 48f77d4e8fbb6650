package dev.holdfast.logout;

import dev.holdfast.event.Listeners;
import dev.holdfast.session.LogoutScope;
import dev.holdfast.session.SessionSummary;
import dev.holdfast.session.Sessions;
import java.time.InstantSource;
import java.util.List;

/**
 * The sessions of users as an operator, or the user, sees them from elsewhere. Their tokens are
 * dropped and not revoked: what opens them is in the browser. Thread-safe; blocks for the store and
 * throws {@link dev.holdfast.session.SessionStoreException} if it does not answer.
 */
public final class ManagedSessions {
  private final Sessions sessions;
  private final InstantSource time;
  private final Events events;

  /** Of one client. */
  public ManagedSessions(Sessions sessions, InstantSource time, Listeners listeners) {
    this.sessions = sessions;
    this.time = time;
    this.events = new Events(listeners);
  }

  /** The living sessions of a user, the latest first; none if browsers hold them. */
  public List<SessionSummary> list(String subject) {
    return sessions.list(LogoutScope.ofUser(subject)).stream()
        .sorted((one, other) -> other.startedAt().compareTo(one.startedAt()))
        .toList();
  }

  /** Ends one session of a user; false if it is over already, or not theirs. */
  public boolean end(String subject, String id) {
    boolean ended = sessions.close(LogoutScope.ofUser(subject), id);
    if (ended) {
      events.endedFromElsewhere(id, subject);
    }
    return ended;
  }

  /** Ends all sessions of a user that have begun by now, and answers how many the server held. */
  public int endAll(String subject) {
    int ended = sessions.closeAll(LogoutScope.ofUser(subject), time.instant());
    events.allEnded(subject, ended);
    return ended;
  }
}
