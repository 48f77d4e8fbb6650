package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hands out a session's access token, refreshed exactly once if need be, however many threads and
 * nodes ask. A refresh belongs to the session: it goes on if the request that began it is
 * cancelled. Thread-safe.
 */
public final class TokenRefresher {
  /** How long a request waits for a refresh that somebody else began. */
  public static final Duration PATIENCE = Duration.ofSeconds(25);

  /** So long a token counts as new; longer than the clocks of two nodes are apart. */
  public static final Duration NEW = Duration.ofSeconds(30);

  private final RefresherSetup setup;
  private final Events events = new Events();
  private final ConcurrentMap<String, Landing> flights = new ConcurrentHashMap<>();

  /** A refresher over these parts. */
  public TokenRefresher(RefresherSetup setup) {
    this.setup = setup;
  }

  /** A token that is fresh now. Takes no lock and sends nothing if the one at hand is. */
  TokenResult fresh(SessionHolder holder, Patience patience) {
    return wanted(holder, new Wish(setup, Optional.empty(), patience));
  }

  /** A token other than the one that an API has refused, or that the caller no longer wants. */
  TokenResult insteadOf(SessionHolder holder, SecretText refused, Patience patience) {
    return wanted(holder, new Wish(setup, Optional.of(refused), patience));
  }

  /** Whether the session has this very token, and has got it just now. */
  boolean isNew(SessionHolder holder, SecretText token) {
    return holder
        .current()
        .map(open -> open.session().tokens().access())
        .filter(access -> access.value().equals(token))
        .map(access -> Duration.between(access.obtainedAt(), setup.time().instant()).abs())
        .map(age -> age.compareTo(NEW) < 0)
        .orElse(false);
  }

  private TokenResult wanted(SessionHolder holder, Wish wish) {
    Optional<OpenSession> known = holder.current();
    if (known.isEmpty()) {
      return new TokenResult.LoginRequired(ErrorCode.SESSION_REQUIRED);
    }
    if (wish.isGrantedBy(known.get())) {
      return Outcome.available(known.get()).result();
    }
    Outcome outcome =
        holder.canChange()
            ? flown(known.get(), wish)
            : wish.stillGoodOr(known.get(), ErrorCode.RESPONSE_COMMITTED);
    outcome.now().ifPresentOrElse(holder::changed, holder::ended);
    return outcome.result();
  }

  /** Joins the flight under way, or begins one; twice, if another's flight had a smaller wish. */
  private Outcome flown(OpenSession known, Wish wish) {
    Outcome outcome = fly(known, wish);
    boolean another = outcome.now().map(now -> !wish.isMetBy(now)).orElse(false);
    return another && outcome.result() instanceof TokenResult.Available
        ? fly(outcome.now().orElse(known), wish)
        : outcome;
  }

  private Outcome fly(OpenSession known, Wish wish) {
    Landing mine = new Landing();
    Landing landing =
        flights.merge(known.id(), mine, (theirs, ours) -> theirs.isOver() ? ours : theirs);
    if (landing == mine) {
      begin(known, wish, mine);
    }
    return await(landing, known, wish);
  }

  private void begin(OpenSession known, Wish wish, Landing landing) {
    RefreshFlight flight = new RefreshFlight(setup, known, wish, landing);
    try {
      setup.executor().execute(() -> complete(flight, known, wish, landing));
    } catch (RejectedExecutionException e) {
      events.tooManyFlights(known);
      over(known, wish, landing);
    }
  }

  private void complete(RefreshFlight flight, OpenSession known, Wish wish, Landing landing) {
    try {
      flight.run();
    } finally {
      over(known, wish, landing);
    }
  }

  private void over(OpenSession known, Wish wish, Landing landing) {
    flights.remove(known.id(), landing);
    landing.land(wish.stillGoodOr(known, ErrorCode.RENEWAL_PENDING));
  }

  private static Outcome await(Landing landing, OpenSession known, Wish wish) {
    try {
      return landing
          .await(wish.patience().left())
          .orElseGet(() -> wish.stillGoodOr(known, ErrorCode.RENEWAL_PENDING));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return wish.stillGoodOr(known, ErrorCode.RENEWAL_PENDING);
    }
  }
}
