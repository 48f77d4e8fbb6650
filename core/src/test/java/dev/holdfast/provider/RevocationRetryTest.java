package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.event.Listeners;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pac4j.oidc.config.OidcConfiguration;

/** What becomes of a token that the provider could not revoke at once. */
@DisplayName("REV-02")
class RevocationRetryTest {
  private final FakeProvider fake = FakeProvider.start();
  private final ExecutorService background = Executors.newSingleThreadExecutor();
  private final List<Duration> waits = new ArrayList<>();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final OidcProvider provider = provider();
  private boolean stopped;

  @AfterEach
  void close() {
    background.shutdownNow();
    fake.close();
  }

  private OidcProvider provider() {
    NonceMemory nonces = new NonceMemory(10);
    return new OidcProvider(
        new ProviderSetup(
            Node.config(fake).build(),
            JdkTransport.within(TransportLimits.standard().allowingHttpOnLoopback()),
            new DpopSigner(nonces, new ServerClocks(InstantSource.system()), RandomBytes.secure()),
            nonces,
            RandomBytes.secure(),
            InstantSource.system(),
            System::nanoTime,
            background,
            this::after,
            Listeners.none("default")),
        new OidcConfiguration());
  }

  private boolean after(Duration wait, Runnable work) {
    if (!stopped) {
      waits.add(wait);
      waiting.add(work);
    }
    return !stopped;
  }

  private boolean revoke(String token) {
    AccessToken access =
        new AccessToken(
            SecretText.of(token), Instant.now(), Optional.empty(), Set.of("openid"), false);
    TokenSet tokens = new TokenSet(access, Optional.empty(), SecretText.of("a.b.c"));
    return provider.revoke(tokens, Optional.empty());
  }

  private List<String> sent() {
    return fake.requests(Endpoint.REVOKE).stream().map(call -> call.form().get("token")).toList();
  }

  @Test
  void a_token_that_nobody_knows_is_as_good_as_revoked() {
    assertThat(revoke("unknown")).isTrue();
    assertThat(waits).isEmpty();
  }

  @Test
  void a_busy_provider_is_asked_again_when_it_says() {
    fake.next().at(Endpoint.REVOKE).instead(r -> r.status(503).header("Retry-After", "7"));
    assertThat(revoke("one")).isFalse();
    assertThat(waits).containsExactly(Duration.ofSeconds(7));
    try (LogLines log = LogLines.of("dev.holdfast.provider")) {
      waiting.remove().run();
      assertThat(log.read()).isEmpty();
    }
    assertThat(sent()).containsExactly("one", "one");
    assertThat(waiting).isEmpty();
  }

  @Test
  void a_provider_that_stays_busy_is_given_up_with_one_line() {
    fake.always().at(Endpoint.REVOKE).status(503);
    try (LogLines log = LogLines.of("dev.holdfast.provider")) {
      revoke("one");
      while (!waiting.isEmpty()) {
        assertThat(log.read()).isEmpty();
        waiting.remove().run();
      }
      assertThat(log.read())
          .containsExactly("INFO a token was not revoked at " + fake.issuer() + ": status 503");
    }
    assertThat(waits)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(60));
    assertThat(sent()).hasSize(4);
  }

  @Test
  void a_provider_that_asks_for_an_hour_is_asked_after_a_minute() {
    fake.next().at(Endpoint.REVOKE).instead(r -> r.status(503).header("Retry-After", "3600"));
    revoke("one");
    assertThat(waits).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void a_lost_answer_is_no_answer() {
    fake.next().at(Endpoint.REVOKE).dropConnection();
    revoke("one");
    assertThat(waits).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void a_refusal_is_final() {
    fake.next().at(Endpoint.REVOKE).error(400, "unsupported_token_type");
    assertThat(revoke("one")).isFalse();
    assertThat(waits).isEmpty();
  }

  @Test
  void no_more_wait_than_fit_into_little_memory() {
    fake.always().at(Endpoint.REVOKE).status(503);
    for (int i = 0; i < 258; i++) {
      revoke("token" + i);
    }
    assertThat(waiting).hasSize(256);
    waiting.remove().run();
    assertThat(waiting).hasSize(256);
  }

  @Test
  void nothing_waits_once_all_is_being_stopped() {
    stopped = true;
    fake.always().at(Endpoint.REVOKE).status(503);
    try (LogLines log = LogLines.of("dev.holdfast.provider")) {
      revoke("one");
      assertThat(log.read()).hasSize(1);
    }
  }
}
