package dev.holdfast.token;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.Custody;
import dev.holdfast.session.OpenSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out a session's access tokens, each renewed exactly once if need be, however many threads
 * and nodes ask. A renewal belongs to the session: it goes on if the request that began it is
 * cancelled, and the next one of the same session waits for its end. Thread-safe.
 */
public final class TokenRefresher {
  /** How long a request waits for a renewal that somebody else began. */
  public static final Duration PATIENCE = Duration.ofSeconds(25);

  /** So long a token counts as new; longer than the clocks of two nodes are apart. */
  public static final Duration NEW = Duration.ofSeconds(30);

  /** Refusals that say nothing about a token for something else. */
  private static final Set<ErrorCode> OF_ONE_TARGET =
      EnumSet.of(
          ErrorCode.REQUEST_REFUSED, ErrorCode.PROVIDER_ANSWER_INVALID, ErrorCode.TOKEN_NOT_BOUND);

  private final TokenSetup setup;
  private final RefusalMemory refusals;
  private final Flights<Wish, Outcome> flights;

  /** A refresher over these parts. */
  public TokenRefresher(TokenSetup setup) {
    this.setup = setup;
    this.refusals = new RefusalMemory(setup.time());
    this.flights = new Flights<>(setup.executor());
  }

  /** A token that is fresh now. Takes no lock and sends nothing if the one at hand is. */
  TokenResult fresh(SessionHolder holder, TokenRequest request, KeysInUse keys, Patience patience) {
    Optional<SecretText> unwanted =
        request.isForced()
            ? atHand(holder, request.target()).map(AccessToken::value)
            : Optional.empty();
    return wanted(holder, new Wish(setup, request.target(), unwanted, patience), keys);
  }

  /** A token other than the one that an API has refused. */
  TokenResult insteadOf(
      SessionHolder holder,
      TokenRequest request,
      SecretText refused,
      KeysInUse keys,
      Patience patience) {
    return wanted(holder, new Wish(setup, request.target(), Optional.of(refused), patience), keys);
  }

  /** Whether the session has this very token, and has got it just now. */
  boolean isNew(SessionHolder holder, SecretText token) {
    return holder.current().map(open -> open.session().tokens().accessTokens()).stream()
        .flatMap(Collection::stream)
        .filter(access -> access.value().equals(token))
        .anyMatch(access -> isNew(access, setup.time().instant()));
  }

  static boolean isNew(AccessToken token, Instant now) {
    return Duration.between(token.obtainedAt(), now).abs().compareTo(NEW) < 0;
  }

  private static Optional<AccessToken> atHand(SessionHolder holder, TokenTarget target) {
    return holder.current().flatMap(open -> open.session().tokens().of(target));
  }

  private TokenResult wanted(SessionHolder holder, Wish wish, KeysInUse keys) {
    Optional<OpenSession> known = holder.current();
    if (known.isEmpty()) {
      return new TokenResult.LoginRequired(ErrorCode.SESSION_REQUIRED);
    }
    if (wish.isGrantedBy(known.get())) {
      return answer(Outcome.renewed(known.get()), wish, keys);
    }
    Optional<Outcome> early = withoutWaiting(holder, known.get(), wish);
    if (early.isPresent()) {
      return answer(early.get(), wish, keys);
    }
    Outcome outcome = flown(known.get(), wish);
    outcome.session().ifPresentOrElse(holder::changed, holder::ended);
    return answer(outcome, wish, keys);
  }

  private static TokenResult answer(Outcome outcome, Wish wish, KeysInUse keys) {
    outcome.session().flatMap(open -> open.session().key()).ifPresent(keys::note);
    return outcome.answer(wish);
  }

  /** What can be said at once, if anything. */
  private Optional<Outcome> withoutWaiting(SessionHolder holder, OpenSession known, Wish wish) {
    if (!holder.canChange()) {
      return Optional.of(Outcome.later(ErrorCode.RESPONSE_COMMITTED, known));
    }
    Optional<TokenResult.TryLater> refused = refusals.find(known.id(), wish.target());
    if (refused.isPresent()) {
      return Optional.of(Outcome.kept(known, refused.get()));
    }
    if (setup.sessions().custody() == Custody.SERVER && wish.ageing(known).isPresent()) {
      join(known, wish); // and nobody waits
      return Optional.of(Outcome.renewed(known));
    }
    return Optional.empty();
  }

  /**
   * Waits for the flight under way and, if that was for something else, for the next one, until the
   * wish has had its own or patience ends.
   */
  private Outcome flown(OpenSession known, Wish wish) {
    OpenSession current = known;
    while (true) {
      Landing<Wish, Outcome> landing = join(current, wish);
      Outcome outcome =
          landing
              .await(wish.patience().left())
              .orElse(Outcome.later(ErrorCode.RENEWAL_PENDING, current));
      if (landing.wish().covers(wish) || !isWorthAnother(outcome, landing, wish)) {
        return outcome;
      }
      current = outcome.session().orElse(current);
    }
  }

  /** Not if what stopped the other would stop this one too. */
  private static boolean isWorthAnother(
      Outcome outcome, Landing<Wish, Outcome> landing, Wish wish) {
    if (outcome instanceof Outcome.Renewed renewed) {
      return !wish.isGrantedBy(renewed.now());
    }
    return outcome instanceof Outcome.Kept kept
        && landing.isOver()
        && OF_ONE_TARGET.contains(kept.code())
        && wish.stillGood(kept.now()).isEmpty();
  }

  private Landing<Wish, Outcome> join(OpenSession known, Wish wish) {
    return flights.join(
        known.id(),
        wish,
        Outcome.later(ErrorCode.RENEWAL_PENDING, known),
        landing -> new RefreshFlight(setup, known, landing, refusals));
  }
}
