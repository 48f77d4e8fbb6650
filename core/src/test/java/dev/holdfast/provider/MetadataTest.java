package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pac4j.oidc.config.OidcConfiguration;

/** Metadata is fetched once, refreshed behind the requests, and outlives an outage. */
class MetadataTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private FakeProvider provider;
  private Metadata metadata;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
    OidcConfig config = Node.config(provider).build();
    NonceMemory nonces = new NonceMemory(10);
    ProviderSetup setup =
        new ProviderSetup(
            config,
            JdkTransport.within(TransportLimits.standard().allowingHttpOnLoopback()),
            new DpopSigner(nonces, new ServerClocks(InstantSource.system()), RandomBytes.secure()),
            nonces,
            RandomBytes.secure(),
            InstantSource.system(),
            nanos::get,
            background);
    OidcConfiguration pac4j = new OidcConfiguration();
    pac4j.setClientId(config.clientId());
    metadata =
        new Metadata(
            setup,
            new MetadataCheck(config),
            ClientCredential.ofLogin(setup),
            found ->
                new IdTokenChecks(
                    config,
                    pac4j,
                    found,
                    new SigningKeys(found.getJWKSetURI(), setup.transport(), background),
                    setup.time()));
  }

  @AfterEach
  void stop() {
    background.shutdownNow();
    provider.close();
  }

  private int fetches() {
    return provider.requests(Endpoint.DISCOVERY).size();
  }

  /** Waits for what was begun behind the requests. */
  private void settle() throws Exception {
    background.submit(() -> {}).get(10, TimeUnit.SECONDS);
  }

  @Test
  void many_first_requests_fetch_it_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> first = new ArrayList<>();
      try (Gate gate = provider.hold(Endpoint.DISCOVERY)) {
        for (int i = 0; i < 8; i++) {
          first.add(threads.submit(() -> metadata.load()));
        }
        gate.awaitArrivals(1);
        gate.open();
      }
      for (Future<?> one : first) {
        one.get(10, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fetches()).isEqualTo(1);
  }

  @Test
  @DisplayName("DISC-07: refreshed behind the requests, and the last good copy kept")
  void an_outage_later_is_not_noticed() throws Exception {
    metadata.load();
    provider.always().at(Endpoint.DISCOVERY).status(500);
    nanos.addAndGet(Duration.ofMinutes(61).toNanos());
    assertThat(metadata.load().getIssuer().getValue()).isEqualTo(provider.issuer());
    settle();
    assertThat(fetches()).isEqualTo(2);
    assertThat(metadata.load().getIssuer().getValue()).isEqualTo(provider.issuer());
  }

  @Test
  @DisplayName("DISC-07: a changed issuer is never taken over")
  void another_issuer_later_is_refused() throws Exception {
    metadata.load();
    provider.always().onDiscovery(document -> document.with("issuer", "https://evil.example"));
    nanos.addAndGet(Duration.ofMinutes(61).toNanos());
    metadata.load();
    settle();
    assertThat(metadata.load().getIssuer().getValue()).isEqualTo(provider.issuer());
  }

  @Test
  void a_provider_that_is_down_at_first_is_asked_again_but_not_stormed() {
    provider.always().at(Endpoint.DISCOVERY).status(503);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(metadata::load).isInstanceOf(ProviderRefusal.class);
    }
    assertThat(fetches()).isEqualTo(1);
    provider.behave();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(metadata.load().getIssuer().getValue()).isEqualTo(provider.issuer());
  }
}
