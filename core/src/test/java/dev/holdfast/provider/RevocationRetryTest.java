package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
    return revoke(token, Optional.empty());
  }

  private boolean revoke(String token, Optional<RefreshToken> refresh) {
    AccessToken access =
        new AccessToken(
            SecretText.of(token), Instant.now(), Optional.empty(), Set.of("openid"), false);
    TokenSet tokens = new TokenSet(access, refresh, SecretText.of("a.b.c"));
    return provider.revoke(tokens, Optional.empty(), "alice");
  }

  private void logIn(String user) throws Exception {
    fake.user(user);
    assertThat(answered()).isInstanceOf(ProviderReply.Granted.class);
  }

  /** How the login ends of whoever the provider knows. */
  private ProviderReply<LoginGrant> answered() throws Exception {
    Optional<DpopKey> key = Optional.of(DpopKey.generate(DpopAlgorithm.ES256));
    SecretText text = SecretText.of("just-as-good-as-any-other-text-of-this-length");
    ProviderReply<URI> start =
        provider.authorize(new AuthorizationParameters(text, text, text, key, Map.of()));
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(((ProviderReply.Granted<URI>) start).value()).build(),
                BodyHandlers.discarding());
    String code = answer.headers().firstValue("Location").orElseThrow();
    return provider.redeem(
        new CodeGrant(
            SecretText.of(code.replaceAll(".*[?&]code=([^&]+).*", "$1")),
            text,
            text,
            key,
            AuthenticationDemand.NONE,
            List.of("openid"),
            Optional.empty()));
  }

  private void runAll() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
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
  void a_refresh_token_waits_no_longer_than_until_its_user_logs_in_again() throws Exception {
    fake.always().at(Endpoint.REVOKE).status(503);
    revoke("access", Optional.of(new RefreshToken(SecretText.of("refresh"))));
    logIn("alice");
    fake.behave();
    try (LogLines log = LogLines.of("dev.holdfast.provider")) {
      runAll();
      assertThat(log.read())
          .containsExactly(
              "INFO a token was not revoked at "
                  + fake.issuer()
                  + ": its user has logged in again");
    }
    assertThat(sent()).containsExactly("refresh", "access", "access");
  }

  @Test
  void the_login_of_somebody_else_changes_nothing() throws Exception {
    fake.always().at(Endpoint.REVOKE).status(503);
    revoke("access", Optional.of(new RefreshToken(SecretText.of("refresh"))));
    logIn("bob");
    fake.behave();
    runAll();
    assertThat(sent()).containsExactly("refresh", "access", "refresh", "access");
  }

  @Test
  void a_login_before_counts_for_nothing_that_ends_later() throws Exception {
    logIn("alice");
    fake.always().at(Endpoint.REVOKE).status(503);
    revoke("access", Optional.of(new RefreshToken(SecretText.of("refresh"))));
    fake.behave();
    runAll();
    assertThat(sent()).containsExactly("refresh", "access", "refresh", "access");
  }

  @Test
  void nobody_knows_whose_the_tokens_of_a_refused_login_are() throws Exception {
    fake.always().at(Endpoint.REVOKE).status(503);
    fake.next().onToken(answer -> answer.with("token_type", "Bearer"));
    assertThat(answered()).isInstanceOf(ProviderReply.Refused.class);
    logIn("bob");
    fake.behave();
    runAll();
    List<String> sent = sent();
    assertThat(sent).hasSize(3);
    assertThat(sent.get(2)).as("the access token").isEqualTo(sent.get(1));
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
