package dev.holdfast.token;

import dev.holdfast.config.NamedClient;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.token.RenewalTime.Age;
import java.time.Instant;
import java.util.Map;

/**
 * What {@link ClientTokens} and its flights share.
 *
 * @param keys where each client's keys come from, by the client's name
 */
record ClientParts(
    TokenSetup setup,
    SealedClientTokens store,
    ClientTokenMemory memory,
    RefusalMemory refusals,
    Map<String, DpopKeySource> keys) {

  Instant now() {
    return setup.time().instant();
  }

  Age age(ClientToken token, NamedClient client) {
    return new RenewalTime(setup.config().times().refreshAhead())
        .age(token.access().obtainedAt(), token.end(), client.name(), now());
  }
}
