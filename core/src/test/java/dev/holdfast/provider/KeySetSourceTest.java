package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.event.Listeners;
import dev.holdfast.provider.KeySetSource.Question;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often a provider is asked for its keys. */
class KeySetSourceTest {
  private final AtomicLong nanos = new AtomicLong();
  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final FakeProvider provider = FakeProvider.start(time);
  private final KeySetSource source = new KeySetSource(provider.uri(Endpoint.JWKS), setup());

  private ProviderSetup setup() {
    NonceMemory nonces = new NonceMemory(10);
    return new ProviderSetup(
        Node.config(provider).build(),
        JdkTransport.within(TransportLimits.standard().allowingHttpOnLoopback()),
        new DpopSigner(nonces, new ServerClocks(time), RandomBytes.secure()),
        nonces,
        RandomBytes.secure(),
        time,
        nanos::get,
        background,
        (wait, work) -> false,
        Listeners.none("default"));
  }

  @AfterEach
  void stop() {
    background.shutdownNow();
    provider.close();
  }

  private void fetch(AnswerKind kind, long askedAt) throws JWKSetUnavailableException {
    source.getJWKSet(
        JWKSetCacheRefreshEvaluator.noRefresh(),
        time.instant().toEpochMilli(),
        new Question(kind, askedAt));
  }

  private void fetch() throws JWKSetUnavailableException {
    fetch(AnswerKind.ID_TOKEN, nanos.get());
  }

  private int fetches() {
    return provider.requests(Endpoint.JWKS).size();
  }

  @Test
  @DisplayName("DISC-08: two in any 30 s, and no third")
  void two_fetches_are_enough_for_half_a_minute() throws JWKSetUnavailableException {
    fetch();
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
    fetch();
    assertThatThrownBy(this::fetch).isInstanceOf(JWKSetUnavailableException.class);
    nanos.addAndGet(Duration.ofSeconds(10).toNanos());
    fetch();
    assertThatThrownBy(this::fetch).isInstanceOf(JWKSetUnavailableException.class);
    assertThat(fetches()).isEqualTo(3);
  }

  @Test
  void a_fetch_that_failed_is_not_counted() throws JWKSetUnavailableException {
    provider.always().at(Endpoint.JWKS).status(503);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::fetch).isInstanceOf(JWKSetUnavailableException.class);
    }
    provider.behave();
    fetch();
    fetch();
    assertThat(fetches()).isEqualTo(5);
  }

  @Test
  void those_who_waited_for_a_fetch_that_failed_share_its_failure() {
    provider.always().at(Endpoint.JWKS).status(503);
    long before = nanos.getAndAdd(1);
    assertThatThrownBy(() -> fetch(AnswerKind.ID_TOKEN, before)).hasMessageContaining("503");
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> fetch(AnswerKind.ID_TOKEN, before)).hasMessageContaining("503");
    }
    assertThat(fetches()).isEqualTo(1);
    assertThatThrownBy(this::fetch).hasMessageContaining("503");
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void a_provider_that_says_how_long_is_left_alone_so_long() throws JWKSetUnavailableException {
    provider
        .next()
        .at(Endpoint.JWKS)
        .instead(reply -> reply.status(503).header("Retry-After", "20"));
    assertThatThrownBy(() -> fetch(AnswerKind.LOGOUT_TOKEN, 0)).hasMessageContaining("503");
    time.advance(Duration.ofSeconds(19));
    assertThatThrownBy(() -> fetch(AnswerKind.LOGOUT_TOKEN, 0)).hasMessageContaining("not asked");
    time.advance(Duration.ofSeconds(1));
    fetch(AnswerKind.LOGOUT_TOKEN, 0);
    assertThat(fetches()).isEqualTo(2);
  }
}
