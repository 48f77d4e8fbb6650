package dev.holdfast.provider;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.holdfast.event.ProviderEndpoint;
import dev.holdfast.transport.HttpCall;
import dev.holdfast.transport.HttpReply;
import dev.holdfast.transport.HttpTransport;
import dev.holdfast.transport.TransportException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the provider's key set, at most twice in 30 s, however many unknown {@code kid}s come. A
 * fetch that fails does not count: whoever waited for it shares its failure, and what anybody can
 * send does not lead to another before the provider was left alone for a while. Its caller lets one
 * fetch at a time in.
 */
final class KeySetSource implements JWKSetSource<KeySetSource.Question> {
  private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int MOST_IN_WINDOW = 2;

  private final URI address;
  private final HttpTransport transport;
  private final KeyChanges changes;
  private final Circuit circuit;
  private final LongSupplier nanoTime;
  private final Deque<Long> fetched = new ArrayDeque<>();
  private @Nullable Failed failed;

  /**
   * Why the keys are needed.
   *
   * @param askedAt on the monotonic clock, in nanoseconds
   */
  record Question(AnswerKind kind, long askedAt) implements SecurityContext {}

  private record Failed(ProviderRefusal refusal, long at) {}

  KeySetSource(URI address, ProviderSetup setup) {
    this.address = address;
    this.transport =
        new ProviderCalls(setup.listeners(), ProviderEndpoint.KEYS).over(setup.transport());
    this.changes = new KeyChanges(setup.config().issuer(), setup.listeners());
    this.circuit = new Circuit(setup.time());
    this.nanoTime = setup.nanoTime();
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator whatIsKnown, long wallClock, Question question)
      throws JWKSetUnavailableException {
    try {
      if (isFetchedOften()) {
        throw ProviderRefusal.unavailable("key set: fetched twice just now", (Throwable) null);
      }
      shareFailure(question);
      return fetch();
    } catch (ProviderRefusal e) {
      throw new JWKSetUnavailableException(e.getMessage(), e);
    }
  }

  private boolean isFetchedOften() {
    long now = nanoTime.getAsLong();
    fetched.removeIf(at -> now - at >= WINDOW_NANOS);
    return fetched.size() >= MOST_IN_WINDOW;
  }

  private void shareFailure(Question question) {
    Failed last = failed;
    if (last != null && question.askedAt() - last.at() < 0) {
      throw last.refusal();
    }
    Optional<Duration> rest = question.kind().isAwaited() ? Optional.empty() : circuit.rest();
    if (rest.isPresent()) {
      throw ProviderRefusal.resting(rest.get());
    }
  }

  private JWKSet fetch() {
    try {
      JWKSet keys = PublishedKeys.of(ask());
      circuit.answered();
      failed = null;
      fetched.add(nanoTime.getAsLong());
      changes.fetched(keys);
      return keys;
    } catch (ProviderRefusal e) {
      circuit.failed(e.retryAfter().orElse(null));
      failed = new Failed(e, nanoTime.getAsLong());
      throw e;
    }
  }

  private String ask() {
    try {
      HttpReply reply =
          transport.send(new HttpCall("GET", address, Map.of("Accept", "application/json"), ""));
      if (reply.status() != 200) {
        throw ProviderRefusal.unavailable(
            "key set: status " + reply.status(), RetryAfter.of(reply));
      }
      return reply.body();
    } catch (TransportException e) {
      throw ProviderRefusal.unavailable("key set: no answer", e);
    }
  }

  @Override
  public void close() {
    // holds nothing open
  }
}
