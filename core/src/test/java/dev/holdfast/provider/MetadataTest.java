package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.MetadataLocation;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.event.Listeners;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.net.URI;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    metadata = metadata(Node.config(provider).build());
  }

  private Metadata metadata(OidcConfig config) {
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
            background,
            (wait, work) -> false,
            Listeners.none("default"));
    OidcConfiguration pac4j = new OidcConfiguration();
    pac4j.setClientId(config.clientId());
    return new Metadata(
        setup,
        new MetadataCheck(config),
        ClientCredential.ofLogin(setup),
        found ->
            new IdTokenChecks(
                config, pac4j, found, new SigningKeys(found.getJWKSetURI(), setup), setup.time()));
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
    try (LogLines log = LogLines.of("dev.holdfast.provider")) {
      assertThat(metadata.load().getIssuer().getValue()).isEqualTo(provider.issuer());
      settle();
      assertThat(log.read())
          .containsExactly(
              "WARN metadata of "
                  + provider.issuer()
                  + " not refreshed, last good copy kept: metadata: status 500");
    }
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
  void a_provider_that_is_down_at_first_is_asked_again_but_not_stormed() { // SRV-23
    provider.always().at(Endpoint.DISCOVERY).status(503);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(metadata::load).isInstanceOf(ProviderRefusal.class);
    }
    assertThat(fetches()).isEqualTo(1);
    provider.behave();
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(metadata.load().getIssuer().getValue()).isEqualTo(provider.issuer());
  }

  @ParameterizedTest(name = "{0}: {1} s")
  @CsvSource({
    "'max-age=7200', 7200",
    "'public, MAX-AGE=600, immutable', 600",
    "'max-age=5', 300",
    "'max-age=999999999', 86400",
    "'no-store', 300",
    "'no-cache, max-age=7200', 300",
    "'s-maxage', 3600",
    "'max-age=soon', 3600",
    "'', 3600"
  })
  @DisplayName("DISC-07: kept for as long as the provider asks, within bounds")
  void the_provider_says_how_long_it_may_be_kept(String wishes, long seconds) throws Exception {
    provider.always().at(Endpoint.DISCOVERY).header("Cache-Control", wishes);
    metadata.load();
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    metadata.load();
    settle();
    assertThat(fetches()).isEqualTo(1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    metadata.load();
    settle();
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void a_refresh_that_failed_is_tried_again_soon_but_not_at_once() throws Exception {
    provider.always().at(Endpoint.DISCOVERY).header("Cache-Control", "max-age=86400");
    metadata.load();
    provider.always().at(Endpoint.DISCOVERY).status(500);
    nanos.addAndGet(Duration.ofHours(25).toNanos());
    for (int i = 0; i < 5; i++) {
      metadata.load();
      settle();
    }
    assertThat(fetches()).isEqualTo(2);
    provider.behave();
    nanos.addAndGet(Duration.ofMinutes(6).toNanos());
    metadata.load();
    settle();
    assertThat(fetches()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "https://h, https://h/.well-known/openid-configuration,"
        + " https://h/.well-known/oauth-authorization-server",
    "https://h/, https://h/.well-known/openid-configuration,"
        + " https://h/.well-known/oauth-authorization-server",
    "https://h/t1, https://h/t1/.well-known/openid-configuration,"
        + " https://h/.well-known/oauth-authorization-server/t1",
    "https://h:8443/a/b/, https://h:8443/a/b/.well-known/openid-configuration,"
        + " https://h:8443/.well-known/oauth-authorization-server/a/b"
  })
  @DisplayName("DISC-03: both places of the document")
  void the_document_is_behind_the_issuer_or_behind_its_host(
      String issuer, String openid, String oauth) {
    assertThat(MetadataDocument.address(URI.create(issuer), MetadataLocation.OPENID_CONFIGURATION))
        .hasToString(openid);
    assertThat(
            MetadataDocument.address(
                URI.create(issuer), MetadataLocation.OAUTH_AUTHORIZATION_SERVER))
        .hasToString(oauth);
  }

  @Test
  void the_other_place_is_asked_where_the_settings_say_so() {
    provider.always().at(Endpoint.DISCOVERY).status(404);
    Metadata other =
        metadata(
            Node.config(provider)
                .metadataLocation(MetadataLocation.OAUTH_AUTHORIZATION_SERVER)
                .build());
    assertThat(other.load().getIssuer().getValue()).isEqualTo(provider.issuer());
    assertThat(fetches()).isZero();
  }
}
