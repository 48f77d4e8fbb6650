package dev.holdfast.token;

import dev.holdfast.config.NamedClient;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.token.RenewalTime.Age;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tokens of the application itself, one for each named client and target (RFC 6749 §4.4). A
 * token that is fresh is handed out from memory. Any other is looked for among what the nodes
 * share, sealed, and then asked for: once, however many threads and nodes want it, and ahead of its
 * end beside whoever uses the old one. A store that fails keeps nobody from a token. Thread-safe.
 */
public final class ClientTokens {
  private final ClientParts parts;
  private final Map<String, NamedClient> clients;
  private final Flights<ClientWish, ClientOutcome> flights;

  /**
   * The tokens of the clients that the configuration names.
   *
   * @param facts where nodes share them
   * @param keys where each client's keys come from, by the client's name; asked for each token
   */
  public ClientTokens(
      TokenSetup setup, CoordinationStore facts, Sealer sealer, Map<String, DpopKeySource> keys) {
    this.clients =
        setup.config().clients().stream()
            .collect(Collectors.toUnmodifiableMap(NamedClient::name, Function.identity()));
    this.parts =
        new ClientParts(
            setup,
            new SealedClientTokens(setup.config(), facts, sealer, setup.time()),
            new ClientTokenMemory(),
            new RefusalMemory(setup.time()),
            Map.copyOf(keys));
    this.flights = new Flights<>(setup.executor());
  }

  /**
   * A client's token that is fresh now, for what its settings say. Blocks for the provider only if
   * it has to be asked, for at most {@link TokenRefresher#PATIENCE}. Never {@link
   * TokenResult.LoginRequired}: there is nobody to log in.
   *
   * @throws IllegalArgumentException if no client has this name
   */
  public TokenResult find(String client) {
    return find(client, TokenRequest.standard());
  }

  /**
   * The same for something else: what the request leaves open is as the client's settings say.
   *
   * @throws IllegalArgumentException if no client has this name, or the request is for an exchange
   */
  public TokenResult find(String client, TokenRequest wanted) {
    return fresh(client(client), wanted, () -> TokenRefresher.PATIENCE).result();
  }

  /**
   * The tokens for an HTTP client. May be kept as long as these.
   *
   * @throws IllegalArgumentException as {@link #find(String, TokenRequest)}
   */
  public TokenSource of(String client, TokenRequest wanted) {
    NamedClient known = client(client);
    wanted.target(known); // an exchange is refused here, not when it is used
    return new ClientSource(this, known, wanted);
  }

  /** The address of the API that such tokens are for, if it is named by one. */
  public Optional<URI> resource(String client, TokenRequest wanted) {
    return wanted.target(client(client)).resource();
  }

  /**
   * The settings of a client.
   *
   * @throws IllegalArgumentException if no client has this name
   */
  public NamedClient client(String name) {
    NamedClient client = clients.get(name);
    if (client == null) {
      throw new IllegalArgumentException(
          "no client is named " + name + "; the setting clients lists " + clients.keySet());
    }
    return client;
  }

  ClientOutcome fresh(NamedClient client, TokenRequest request, Patience patience) {
    ClientWish wish = new ClientWish(client, request.target(client), Optional.empty());
    return wanted(request.isForced() ? notThat(wish) : wish, patience);
  }

  /** A token other than the one that an API has refused, if the provider has another. */
  ClientOutcome insteadOf(
      NamedClient client, TokenRequest request, SecretText refused, Patience patience) {
    return wanted(new ClientWish(client, request.target(client), Optional.of(refused)), patience);
  }

  /** Whether this very token was obtained just now. */
  boolean isNew(NamedClient client, TokenRequest request, SecretText token) {
    return parts
        .memory()
        .find(new ClientWish(client, request.target(client), Optional.empty()))
        .map(ClientToken::access)
        .filter(access -> access.value().equals(token))
        .map(access -> TokenRefresher.isNew(access, parts.now()))
        .orElse(false);
  }

  /** Any but the one at hand, here or on another node. */
  private ClientWish notThat(ClientWish wish) {
    Optional<ClientToken> atHand = parts.memory().find(wish).or(() -> stored(wish));
    return new ClientWish(
        wish.client(), wish.target(), atHand.map(token -> token.access().value()));
  }

  private Optional<ClientToken> stored(ClientWish wish) {
    try {
      return parts.store().read(wish);
    } catch (SessionStoreException e) {
      return Optional.empty(); // the flight will say so
    }
  }

  private ClientOutcome wanted(ClientWish wish, Patience patience) {
    Optional<ClientToken> known = parts.memory().find(wish, parts.now());
    Age age = known.map(token -> parts.age(token, wish.client())).orElse(Age.USED_UP);
    if (age == Age.FRESH) {
      return new ClientOutcome.Has(known.orElseThrow());
    }
    Optional<TokenResult.TryLater> refused =
        parts.refusals().find(wish.client().name(), wish.target());
    if (refused.isPresent()) {
      return unlessStillGood(wish, new ClientOutcome.Lacks(refused.get()));
    }
    if (age == Age.AGEING) {
      join(wish); // and nobody waits
      return new ClientOutcome.Has(known.orElseThrow());
    }
    return flown(wish, patience);
  }

  /**
   * Waits for the flight under way and, if that was for something else and brings what will not do,
   * for the next one. What comes of a flight for this very wish is the answer.
   */
  private ClientOutcome flown(ClientWish wish, Patience patience) {
    while (true) {
      Landing<ClientWish, ClientOutcome> landing = join(wish);
      ClientOutcome outcome = landing.await(patience.left()).orElseGet(ClientOutcome::pending);
      if (!(outcome instanceof ClientOutcome.Has has)) {
        return unlessStillGood(wish, outcome);
      }
      if (landing.wish().covers(wish) || wish.accepts(has.token())) {
        return outcome;
      }
    }
  }

  private ClientOutcome unlessStillGood(ClientWish wish, ClientOutcome otherwise) {
    return parts
        .memory()
        .find(wish, parts.now())
        .<ClientOutcome>map(ClientOutcome.Has::new)
        .orElse(otherwise);
  }

  private Landing<ClientWish, ClientOutcome> join(ClientWish wish) {
    return flights.join(
        parts.store().fact(wish).name(),
        wish,
        ClientOutcome.pending(),
        landing -> new ClientFlight(parts, landing));
  }
}
