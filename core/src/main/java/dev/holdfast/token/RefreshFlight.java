package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.provider.RefreshGrant;
import dev.holdfast.provider.RefreshToken;
import dev.holdfast.provider.RefreshedGrant;
import dev.holdfast.session.Lease;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One refresh of one session: the lease, a second look, one call, one save. Answers through {@code
 * landing} as soon as there is an answer, and then tidies up.
 */
final class RefreshFlight {
  /** A request may take ten seconds; what comes after must still be inside the lease. */
  private static final Duration NEEDED_TO_SEND = Duration.ofSeconds(12);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Answers after which the session's tokens are worth nothing, and so is the session. */
  private static final Set<ErrorCode> FINAL =
      EnumSet.of(ErrorCode.TOKEN_NOT_BOUND, ErrorCode.ID_TOKEN_INVALID);

  private final RefresherSetup setup;
  private final OpenSession known;
  private final Wish wish;
  private final Landing landing;
  private final Events events = new Events();

  RefreshFlight(RefresherSetup setup, OpenSession known, Wish wish, Landing landing) {
    this.setup = setup;
    this.known = known;
    this.wish = wish;
    this.landing = landing;
  }

  void run() {
    try {
      fly();
    } catch (SessionStoreException e) {
      landing.land(wish.stillGoodOr(known, ErrorCode.STORE_UNAVAILABLE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application is being stopped
      landing.land(wish.stillGoodOr(known, ErrorCode.RENEWAL_PENDING));
    }
  }

  private void fly() throws InterruptedException {
    long patience = TokenRefresher.PATIENCE.dividedBy(BETWEEN_LOOKS);
    for (long look = 0; look < patience; look++) {
      Optional<Lease> lease = setup.leases().ofSession(known.id());
      if (lease.isPresent()) {
        try (Lease held = lease.get()) {
          renew(held);
        }
        return;
      }
      setup.pause().rest(BETWEEN_LOOKS);
      Optional<OpenSession> newest = setup.sessions().again(known);
      if (newest.map(wish::isGrantedBy).orElse(true)) {
        landing.land(newest.map(Outcome::available).orElse(over()));
        return;
      }
    }
    landing.land(wish.stillGoodOr(known, ErrorCode.RENEWAL_PENDING));
  }

  private void renew(Lease lease) throws InterruptedException {
    Optional<OpenSession> newest = setup.sessions().again(known);
    if (newest.map(wish::isGrantedBy).orElse(true)) {
      landing.land(newest.map(Outcome::available).orElse(over()));
      return;
    }
    OpenSession current = newest.get();
    Optional<RefreshToken> token = current.session().tokens().refresh();
    if (token.isEmpty()) {
      landing.land(
          wish.stillGoodOr(current, Outcome.loginRequired(ErrorCode.TOKEN_EXPIRED, current)));
      return;
    }
    ProviderReply<RefreshedGrant> reply =
        setup
            .provider()
            .refresh(
                new RefreshGrant(
                    token.get(),
                    current.session().key(),
                    current.session().tokens().access(),
                    current.session().idTokenClaims(),
                    () -> lease.remaining().compareTo(NEEDED_TO_SEND) >= 0));
    if (reply instanceof ProviderReply.Granted<RefreshedGrant> granted) {
      new GrantSaver(setup, lease, landing).save(current, granted.value());
    } else {
      landing.land(notGranted(reply, current));
    }
  }

  private Outcome notGranted(ProviderReply<RefreshedGrant> reply, OpenSession current) {
    if (reply instanceof ProviderReply.Unavailable<RefreshedGrant> later) {
      events.postponed(current, ErrorCode.PROVIDER_UNAVAILABLE);
      return wish.stillGoodOr(
          current, Outcome.later(ErrorCode.PROVIDER_UNAVAILABLE, later.retryAfter(), current));
    }
    ErrorCode code = ((ProviderReply.Refused<RefreshedGrant>) reply).code();
    if (code == ErrorCode.GRANT_REFUSED) {
      return unlessRenewedMeanwhile(current);
    }
    if (FINAL.contains(code)) {
      return ended(current, code);
    }
    events.postponed(current, code);
    return wish.stillGoodOr(current, code);
  }

  /** RFC 6749 §5.2: the refresh token is spent; perhaps somebody else has its successor. */
  private Outcome unlessRenewedMeanwhile(OpenSession current) {
    Optional<OpenSession> newest = setup.sessions().again(current);
    if (newest.isEmpty()) {
      return over();
    }
    boolean renewed =
        !newest.get().session().tokens().refresh().equals(current.session().tokens().refresh());
    return renewed ? Outcome.available(newest.get()) : ended(current, ErrorCode.GRANT_REFUSED);
  }

  private Outcome ended(OpenSession current, ErrorCode why) {
    setup.sessions().close(current);
    events.ended(current, why);
    return Outcome.over(why);
  }

  private static Outcome over() {
    return Outcome.over(ErrorCode.SESSION_REQUIRED);
  }
}
