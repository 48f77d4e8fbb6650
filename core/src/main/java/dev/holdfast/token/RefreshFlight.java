package dev.holdfast.token;

import dev.holdfast.dpop.DpopKey;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.ExchangeGrant;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.provider.RefreshGrant;
import dev.holdfast.provider.RefreshToken;
import dev.holdfast.provider.RefreshedGrant;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.session.Lease;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Session;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One renewal of one session: the lease, a second look, one call, one save. Answers through {@code
 * landing} as soon as there is an answer, and then tidies up.
 */
final class RefreshFlight implements Flight {
  /** A request may take ten seconds; what comes after must still be inside the lease. */
  private static final Duration NEEDED_TO_SEND = Duration.ofSeconds(12);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Answers after which the session's tokens are worth nothing, and so is the session. */
  private static final Set<ErrorCode> FINAL =
      EnumSet.of(ErrorCode.TOKEN_NOT_BOUND, ErrorCode.ID_TOKEN_INVALID);

  private final TokenSetup setup;
  private final OpenSession known;
  private final Wish wish;
  private final Landing<Wish, Outcome> landing;
  private final RefusalMemory refusals;
  private final Events events;

  RefreshFlight(
      TokenSetup setup, OpenSession known, Landing<Wish, Outcome> landing, RefusalMemory refusals) {
    this.setup = setup;
    this.known = known;
    this.wish = landing.wish();
    this.landing = landing;
    this.refusals = refusals;
    this.events = new Events(setup.listeners());
  }

  @Override
  public void rejected() {
    events.tooManyFlights(known);
    RenewalReport.begin(setup.listeners(), known).end(Optional.of(ErrorCode.RENEWAL_PENDING));
  }

  @Override
  public void run() {
    RenewalReport report = RenewalReport.begin(setup.listeners(), known);
    try {
      answer();
    } finally {
      report.end(
          landing.outcome().map(Outcome::failed).orElse(Optional.of(ErrorCode.RENEWAL_PENDING)));
    }
  }

  private void answer() {
    try {
      fly();
    } catch (SessionStoreException e) {
      landing.land(Outcome.later(ErrorCode.STORE_UNAVAILABLE, known));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application is being stopped
      landing.land(Outcome.later(ErrorCode.RENEWAL_PENDING, known));
    }
  }

  private void fly() throws InterruptedException {
    long patience = TokenRefresher.PATIENCE.dividedBy(BETWEEN_LOOKS);
    for (long look = 0; look < patience; look++) {
      Optional<Lease> lease = setup.leases().ofSession(known.id());
      if (lease.isPresent()) {
        try (Lease held = lease.get()) {
          unlessDone(setup.sessions().again(known), held);
        }
        return;
      }
      setup.pause().rest(BETWEEN_LOOKS);
      if (isDone(setup.sessions().again(known))) {
        return;
      }
    }
    landing.land(Outcome.later(ErrorCode.RENEWAL_PENDING, known));
  }

  /** Whether another node has fulfilled the wish, or the session has ended. */
  private boolean isDone(Optional<OpenSession> newest) {
    boolean done = newest.map(wish::isGrantedBy).orElse(true);
    if (done) {
      landing.land(newest.map(Outcome::renewed).orElse(over()));
    }
    return done;
  }

  private void unlessDone(Optional<OpenSession> newest, Lease lease) throws InterruptedException {
    if (isDone(newest)) {
      return;
    }
    OpenSession current = newest.orElseThrow();
    if (wish.target().grant() == TokenTarget.Grant.TOKEN_EXCHANGE) {
      exchange(current, lease);
    } else {
      refresh(current, wish.target(), lease).ifPresent(landing::land);
    }
  }

  /** The session with the new token; empty if there is none, and everybody has been told. */
  private Optional<Outcome> refresh(OpenSession current, TokenTarget target, Lease lease)
      throws InterruptedException {
    Session session = current.session();
    Optional<RefreshToken> token = session.tokens().refresh();
    if (token.isEmpty()) {
      landing.land(Outcome.loginRequired(ErrorCode.TOKEN_EXPIRED, current));
      return Optional.empty();
    }
    Optional<DpopKey> key = target.isOfLogin() ? nextKey(session) : session.key();
    ProviderReply<RefreshedGrant> reply =
        setup
            .provider()
            .refresh(
                new RefreshGrant(
                    token.get(),
                    target,
                    key,
                    session.tokens().access(),
                    session.idTokenClaims(),
                    () -> isTimeLeft(lease)));
    if (reply instanceof ProviderReply.Granted<RefreshedGrant> granted) {
      return saver(lease)
          .save(current, NewTokens.of(target, granted.value(), key, setup.config().sessions()));
    }
    landing.land(notGranted(reply, current));
    return Optional.empty();
  }

  /** Nothing is lost with a new key whose answer never comes: the session has the old one. */
  private Optional<DpopKey> nextKey(Session session) {
    if (!setup.config().dpopKey().isRenewedAtRefresh()) {
      return session.key();
    }
    try {
      return session.key().map(present -> setup.newKey().get());
    } catch (IllegalStateException e) {
      events.keyStays(known, e);
      return session.key();
    }
  }

  private void exchange(OpenSession current, Lease lease) throws InterruptedException {
    Wish subject = wish.forTarget(TokenTarget.OF_LOGIN);
    Optional<OpenSession> ready =
        subject.isUsedUp(current)
            ? refresh(current, TokenTarget.OF_LOGIN, lease).flatMap(Outcome::session)
            : Optional.of(current);
    if (ready.isEmpty()) {
      return;
    }
    Session session = ready.get().session();
    ProviderReply<AccessToken> reply =
        setup
            .provider()
            .exchange(
                new ExchangeGrant(
                    session.tokens().access(),
                    wish.target(),
                    session.key(),
                    () -> isTimeLeft(lease)));
    if (reply instanceof ProviderReply.Granted<AccessToken> granted) {
      saver(lease)
          .save(ready.get(), NewTokens.of(wish.target(), granted.value()))
          .ifPresent(landing::land);
    } else {
      landing.land(postponed(reply, ready.get()));
    }
  }

  private static boolean isTimeLeft(Lease lease) {
    return lease.remaining().compareTo(NEEDED_TO_SEND) >= 0;
  }

  private GrantSaver saver(Lease lease) {
    return new GrantSaver(setup, lease, landing);
  }

  private Outcome notGranted(ProviderReply<RefreshedGrant> reply, OpenSession current) {
    if (reply instanceof ProviderReply.Refused<RefreshedGrant> refused) {
      if (refused.code() == ErrorCode.GRANT_REFUSED) {
        return unlessRenewedMeanwhile(current);
      }
      if (FINAL.contains(refused.code())) {
        return ended(current, refused.code());
      }
    }
    return postponed(reply, current);
  }

  private Outcome postponed(ProviderReply<?> reply, OpenSession current) {
    TokenResult.TryLater later = refusals.keep(current.id(), wish.target(), reply);
    events.postponed(current, later.code());
    return Outcome.kept(current, later);
  }

  /** RFC 6749 §5.2: the refresh token is spent; perhaps somebody else has its successor. */
  private Outcome unlessRenewedMeanwhile(OpenSession current) {
    Optional<OpenSession> newest = setup.sessions().again(current);
    if (newest.isEmpty()) {
      return over();
    }
    boolean renewed =
        !newest.get().session().tokens().refresh().equals(current.session().tokens().refresh());
    return renewed ? Outcome.renewed(newest.get()) : ended(current, ErrorCode.GRANT_REFUSED);
  }

  private Outcome ended(OpenSession current, ErrorCode why) {
    setup.sessions().close(current);
    events.ended(current, why);
    return new Outcome.Over(why);
  }

  private static Outcome over() {
    return new Outcome.Over(ErrorCode.SESSION_REQUIRED);
  }
}
