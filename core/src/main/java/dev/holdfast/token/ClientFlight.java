package dev.holdfast.token;

import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.NamedClient;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.KeyRequest;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AccessToken;
import dev.holdfast.provider.ClientGrant;
import dev.holdfast.provider.ProviderReply;
import dev.holdfast.session.Lease;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.token.RenewalTime.Age;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Gets one token for one client: a look at what other nodes have left, the lease, a second look,
 * one call. Unlike a refresh it spends nothing. So a store that fails stops nobody, and neither
 * does a node that holds the lease for too long: at worst there are two tokens.
 */
final class ClientFlight implements Flight {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** A request may take ten seconds; who has the lease longer than that has fallen silent. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(12);

  private final ClientParts parts;
  private final Landing<ClientWish, ClientOutcome> landing;
  private final ClientWish wish;
  private final NamedClient client;
  private final Events events;

  ClientFlight(ClientParts parts, Landing<ClientWish, ClientOutcome> landing) {
    this.parts = parts;
    this.landing = landing;
    this.wish = landing.wish();
    this.client = wish.client();
    this.events = new Events(parts.setup().listeners());
  }

  @Override
  public void rejected() {
    events.tooManyFlights(client);
  }

  @Override
  public void run() {
    try {
      if (!isDone()) {
        takeTurn();
      }
    } catch (SessionStoreException e) {
      events.storeFails(client, e);
      ask().ifPresent(this::land);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the application is being stopped
      landing.land(ClientOutcome.pending());
    }
  }

  /** Whether a token is known that will do; all that is known is looked at, the store's too. */
  private boolean isDone() {
    parts.store().read(wish).ifPresent(found -> parts.memory().add(wish, found));
    Optional<ClientToken> fresh =
        parts
            .memory()
            .find(wish, parts.now())
            .filter(token -> parts.age(token, client) == Age.FRESH);
    fresh.ifPresent(this::land);
    return fresh.isPresent();
  }

  private void takeTurn() throws InterruptedException {
    long looks = LONGEST_WAIT.dividedBy(BETWEEN_LOOKS);
    for (long look = 0; look < looks; look++) {
      Optional<Lease> lease = parts.setup().leases().ofFact(parts.store().fact(wish));
      if (lease.isPresent()) {
        inTurn(lease.get());
        return;
      }
      parts.setup().pause().rest(BETWEEN_LOOKS);
      if (isDone()) {
        return;
      }
    }
    ask().ifPresent(this::saveAndLand);
  }

  private void inTurn(Lease lease) {
    try {
      if (!isDone()) {
        ask().ifPresent(this::saveAndLand);
      }
    } finally {
      lease.close();
    }
  }

  /** A token of the provider's; empty if there is none, and everybody has been told. */
  private Optional<ClientToken> ask() {
    Optional<DpopKey> key;
    try {
      key = client.dpop() == DpopPolicy.OFF ? Optional.empty() : Optional.of(key());
    } catch (IllegalStateException e) {
      events.noKey(client, e);
      landing.land(ClientOutcome.later(ErrorCode.KEY_UNAVAILABLE));
      return Optional.empty();
    }
    return ask(key);
  }

  private Optional<ClientToken> ask(Optional<DpopKey> key) {
    ProviderReply<AccessToken> reply =
        parts.setup().provider().clientCredentials(new ClientGrant(client, wish.target(), key));
    if (reply instanceof ProviderReply.Granted<AccessToken> granted) {
      events.obtained(client);
      ClientToken token =
          new ClientToken(granted.value(), key.filter(k -> granted.value().bound()));
      return Optional.of(parts.memory().find(wish).map(token::after).orElse(token));
    }
    TokenResult.TryLater later = parts.refusals().keep(client.name(), wish.target(), reply);
    events.postponed(client, later.code());
    landing.land(new ClientOutcome.Lacks(later));
    return Optional.empty();
  }

  private DpopKey key() {
    return Objects.requireNonNull(parts.keys().get(client.name()))
        .key(
            new KeyRequest(
                parts.setup().config().registration(),
                parts.setup().config().issuer(),
                client.name()));
  }

  private void saveAndLand(ClientToken token) {
    try {
      parts.store().write(wish, token);
    } catch (SessionStoreException e) {
      events.storeFails(client, e);
    }
    land(token);
  }

  private void land(ClientToken token) {
    parts.memory().add(wish, token);
    landing.land(new ClientOutcome.Has(token));
  }
}
