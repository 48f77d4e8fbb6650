package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.RefreshedGrant;
import dev.holdfast.session.Lease;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.Update;
import java.time.Duration;
import java.util.Optional;

/**
 * Saves what a refresh brought before anybody gets it: the old refresh token is spent already. A
 * grant that cannot be saved is revoked, and a session that has ended stays ended.
 */
final class GrantSaver {
  private static final int MOST_CONFLICTS = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

  private final RefresherSetup setup;
  private final Lease lease;
  private final Landing landing;
  private final Events events = new Events();

  GrantSaver(RefresherSetup setup, Lease lease, Landing landing) {
    this.setup = setup;
    this.lease = lease;
    this.landing = landing;
  }

  void save(OpenSession refreshed, RefreshedGrant grant) throws InterruptedException {
    boolean reported = false;
    while (!lease.remaining().isZero()) {
      try {
        merge(refreshed, grant);
        return;
      } catch (SessionStoreException e) {
        if (!reported) {
          events.storeFails(refreshed, e);
          landing.landUnsaved(
              Outcome.later(ErrorCode.STORE_UNAVAILABLE, Optional.empty(), refreshed));
          reported = true;
        }
        setup.pause().rest(BETWEEN_TRIES);
      } catch (RecordTooLargeException e) {
        tooLarge(refreshed, grant, e);
        return;
      }
    }
    events.unsaved(refreshed, "the store did not come back");
    revoke(refreshed.session(), grant);
  }

  private void merge(OpenSession refreshed, RefreshedGrant grant) {
    OpenSession current = refreshed;
    for (int conflicts = 0; conflicts <= MOST_CONFLICTS; conflicts++) {
      Update update = setup.sessions().update(current, current.session().renewed(grant));
      if (update instanceof Update.Saved saved) {
        events.refreshed(saved.now());
        landing.land(Outcome.available(saved.now()));
        return;
      }
      Optional<OpenSession> newest = setup.sessions().again(current);
      if (update instanceof Update.Gone || newest.isEmpty()) {
        events.overtakenByLogout(current);
        landing.land(Outcome.over(ErrorCode.SESSION_REQUIRED));
        revoke(current.session(), grant);
        return;
      }
      current = newest.get();
    }
    events.unsaved(current, MOST_CONFLICTS + " conflicts");
    landing.land(Outcome.later(ErrorCode.RENEWAL_PENDING, Optional.empty(), current));
    revoke(current.session(), grant);
  }

  /** The old tokens are spent and the new ones have no place: nothing is left of the session. */
  private void tooLarge(OpenSession session, RefreshedGrant grant, RecordTooLargeException why) {
    events.unsaved(session, String.valueOf(why.getMessage()));
    setup.sessions().close(session);
    landing.land(Outcome.over(ErrorCode.SESSION_TOO_LARGE));
    revoke(session.session(), grant);
  }

  private void revoke(Session session, RefreshedGrant grant) {
    setup.provider().revoke(session.renewed(grant).tokens(), session.key());
  }
}
