package dev.holdfast.token;

import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.provider.TokenTarget;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.SecretBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStoreException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The clients' tokens where all nodes find them, each with its key, sealed. Whatever was asked for
 * in another way, by other settings too, is another token. Thread-safe.
 */
final class SealedClientTokens {
  private final OidcConfig config;
  private final CoordinationStore facts;
  private final Sealer sealer;
  private final InstantSource time;
  private final ClientTokenCodec codec = new ClientTokenCodec();

  SealedClientTokens(
      OidcConfig config, CoordinationStore facts, Sealer sealer, InstantSource time) {
    this.config = config;
    this.facts = facts;
    this.sealer = sealer;
    this.time = time;
  }

  /** What the token is filed under: text that tells nothing. */
  Fact fact(ClientWish wish) {
    NamedClient client = wish.client();
    TokenTarget target = wish.target();
    return new Fact(
        config
            .indexKey()
            .name(
                "client-token",
                config.registration(),
                config.issuer().toString(),
                client.name(),
                client.clientId(),
                client.dpop().name(),
                key(client.dpopKey()),
                target.resource().map(URI::toString).orElse(""),
                target.audience().orElse(""),
                target.scopes().stream().sorted().collect(Collectors.joining(" "))));
  }

  /** A key that was replaced in the settings is used no longer. */
  private static String key(DpopKeyChoice choice) {
    return choice instanceof DpopKeyChoice.Configured one
        ? DpopKey.of(one.key(), one.algorithm()).thumbprint().value()
        : choice.algorithm().joseName();
  }

  /**
   * The token; empty if there is none, or none that this node can open.
   *
   * @throws SessionStoreException if the store does not answer
   */
  Optional<ClientToken> read(ClientWish wish) {
    Fact fact = fact(wish);
    return Optional.ofNullable(facts.getAll(Set.of(fact)).get(fact))
        .flatMap(bytes -> sealer.open(scope(fact), SecretBytes.none(), bytes))
        .map(Opened::bytes)
        .flatMap(codec::decode);
  }

  /**
   * Files the token until its end, in place of whatever was there.
   *
   * @throws SessionStoreException if the store does not answer
   */
  void write(ClientWish wish, ClientToken token) {
    Duration life = Duration.between(time.instant(), token.end());
    if (life.compareTo(Duration.ZERO) <= 0) {
      return; // it was over when it came
    }
    Fact fact = fact(wish);
    byte[] filed = sealer.seal(scope(fact), SecretBytes.none(), token.end(), codec.encode(token));
    facts.put(fact, filed, life);
  }

  private SealScope scope(Fact fact) {
    return SealScope.of(Purpose.CLIENT_TOKEN, config.registration(), config.issuer())
        .of(fact.name());
  }
}
