package dev.holdfast.token;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A provider, a clock, and nodes over a store or over the browser's cookie. */
abstract class RefreshRig {
  protected static final Duration LIFE = Duration.ofMinutes(5);

  protected final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  protected final MapSessionStore sessions = new MapSessionStore(time);
  protected final MapCoordinationStore facts = new MapCoordinationStore(time);
  protected final ExecutorService threads = Executors.newCachedThreadPool();
  protected FakeProvider provider;
  protected OidcConfig config;

  @BeforeEach
  void start() {
    provider = FakeProvider.start(time).accessTokenLife(LIFE);
    config = Node.config(provider).build();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    provider.close();
  }

  protected Node onServer() {
    return Node.over(config, sessions, facts, time);
  }

  protected Node inBrowser() {
    return Node.inBrowser(config, facts, time);
  }

  protected static TokenResult ask(Node node, SessionHolder holder) {
    return node.oidc().tokens(holder).find();
  }

  protected Future<TokenResult> asking(Node node, SessionHolder holder) {
    return threads.submit(() -> ask(node, holder));
  }

  protected List<RecordedCall> refreshes() {
    return provider.requests(Endpoint.TOKEN).stream()
        .filter(call -> "refresh_token".equals(call.form().get("grant_type")))
        .toList();
  }

  protected static UserAccessToken token(TokenResult result) {
    return result.orElseThrow();
  }

  protected static <T> T result(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
