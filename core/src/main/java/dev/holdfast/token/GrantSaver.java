package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.session.Lease;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.RecordTooLargeException;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.Update;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Saves what a renewal brought before anybody gets it: the old refresh token is spent already. A
 * grant that cannot be saved is revoked, and a session that has ended stays ended.
 */
final class GrantSaver {
  private static final int MOST_CONFLICTS = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

  private final TokenSetup setup;
  private final Lease lease;
  private final Landing<Wish, Outcome> landing;
  private final Events events;

  GrantSaver(TokenSetup setup, Lease lease, Landing<Wish, Outcome> landing) {
    this.setup = setup;
    this.lease = lease;
    this.landing = landing;
    this.events = new Events(setup.listeners());
  }

  /** The session with the new tokens; empty if there is none, and everybody has been told. */
  Optional<Outcome> save(OpenSession renewed, NewTokens tokens) throws InterruptedException {
    boolean reported = false;
    while (!lease.remaining().isZero()) {
      try {
        return merge(renewed, tokens);
      } catch (SessionStoreException e) {
        if (!reported) {
          events.storeFails(renewed, e);
          landing.landUnsaved(Outcome.later(ErrorCode.STORE_UNAVAILABLE, renewed));
          reported = true;
        }
        setup.pause().rest(BETWEEN_TRIES);
      } catch (RecordTooLargeException e) {
        tooLarge(renewed, tokens, e);
        return Optional.empty();
      }
    }
    events.unsaved(renewed, "the store did not come back");
    giveUp(renewed.session(), tokens);
    return Optional.empty();
  }

  private Optional<Outcome> merge(OpenSession renewed, NewTokens tokens) {
    OpenSession current = renewed;
    for (int conflicts = 0; conflicts <= MOST_CONFLICTS; conflicts++) {
      Update update = update(current, tokens);
      if (update instanceof Update.Saved saved) {
        events.refreshed(saved.now());
        return Optional.of(outcome(saved.now(), tokens));
      }
      Optional<OpenSession> newest = setup.sessions().again(current);
      if (update instanceof Update.Gone || newest.isEmpty()) {
        events.overtakenByLogout(current);
        landing.land(new Outcome.Over(ErrorCode.SESSION_REQUIRED));
        revoke(current.session(), tokens);
        return Optional.empty();
      }
      current = newest.get();
    }
    events.unsaved(current, MOST_CONFLICTS + " conflicts");
    landing.land(Outcome.later(ErrorCode.RENEWAL_PENDING, current));
    giveUp(current.session(), tokens);
    return Optional.empty();
  }

  /** Access tokens for other targets make room, and at last the new one: they can be asked for. */
  private Update update(OpenSession current, NewTokens tokens) {
    List<Session> sizes = tokens.smallerAndSmaller(current.session());
    for (Session next : sizes.subList(0, sizes.size() - 1)) {
      try {
        return setup.sessions().update(current, next);
      } catch (RecordTooLargeException e) {
        events.makesRoom(current, e);
      }
    }
    return setup.sessions().update(current, sizes.get(sizes.size() - 1));
  }

  private static Outcome outcome(OpenSession saved, NewTokens tokens) {
    Optional<AccessToken> kept = saved.session().tokens().of(tokens.target());
    return new Outcome.Renewed(
        saved, kept.isPresent() ? Optional.empty() : Optional.of(tokens.access()));
  }

  /**
   * The old tokens are spent and the new ones have no place: nothing is left of the session. If the
   * store fails just now, the session stays until its spent refresh token is used once more.
   */
  private void tooLarge(OpenSession session, NewTokens tokens, RecordTooLargeException why) {
    events.unsaved(session, String.valueOf(why.getMessage()));
    try {
      setup.sessions().close(session);
      events.outgrown(session);
      landing.land(new Outcome.Over(ErrorCode.SESSION_TOO_LARGE));
    } finally {
      revoke(session.session(), tokens);
    }
  }

  /** The session goes on without them. */
  private void giveUp(Session session, NewTokens tokens) {
    setup.provider().revoke(tokens.alone(session), tokens.in(session).key(), session.subject());
  }

  /** The session is over, and nothing of it is to be left. */
  private void revoke(Session session, NewTokens tokens) {
    Session last = tokens.in(session);
    setup.provider().revoke(last.tokens(), last.key(), last.subject());
  }
}
