package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenResult;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DPP-06: servers whose clock is not ours. Theirs is right, ours is shifted. */
class ClockTest {
  /** The time, as a clock tells it that is so far ahead of it. */
  private static final class ShiftedTime implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  private final ShiftedTime ours = new ShiftedTime();
  private FakeProvider provider;
  private FakeApi api;
  private Node node;
  private HeldSession session;

  @BeforeEach
  void logIn() {
    provider = FakeProvider.start().accessTokenLife(Duration.ofHours(1));
    api = FakeApi.start(provider);
    node =
        Node.over(
            Node.config(provider).apiOrigins(Set.of(api.origin())).build(),
            new MapSessionStore(ours),
            new MapCoordinationStore(ours),
            ours);
    session = new HeldSession(node.login());
  }

  @AfterEach
  void close() {
    node.close();
    api.close();
    provider.close();
  }

  private int status() throws Exception {
    HttpClient client = node.oidc().httpClient(node.oidc().tokens(session));
    HttpRequest request = HttpRequest.newBuilder(api.uri("/orders")).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  @ParameterizedTest
  @ValueSource(longs = {90, -90, 295, -295})
  @DisplayName("a proof refused for its date is sent again once, dated by the server's clock")
  void a_server_that_is_ahead_or_behind_is_understood(long seconds) throws Exception {
    ours.ahead = Duration.ofSeconds(seconds);
    assertThat(status()).isEqualTo(200);
    assertThat(api.requests()).hasSize(2);
    assertThat(status()).isEqualTo(200);
    assertThat(api.requests()).as("and later ones at once").hasSize(3);
    ours.ahead = Duration.ZERO;
    assertThat(status()).as("also when the clock is set right").isEqualTo(200);
    assertThat(api.requests()).hasSize(5);
  }

  @Test
  void a_clock_that_is_too_far_away_is_not_believed() throws Exception {
    ours.ahead = Duration.ofSeconds(305);
    assertThat(status()).isEqualTo(401);
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void a_proof_refused_for_another_reason_is_not_repeated() throws Exception {
    api.always().challenge("DPoP error=\"invalid_dpop_proof\"");
    assertThat(status()).isEqualTo(401);
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void the_provider_is_understood_too() {
    provider.forgetRequests();
    ours.ahead = Duration.ofSeconds(90);
    TokenResult result = node.oidc().tokens(session).of(anotherToken()).find();
    assertThat(result).isInstanceOf(TokenResult.Available.class);
    assertThat(provider.requests(Endpoint.TOKEN)).hasSize(2);
    assertThat(provider.reusesDetected()).isZero();
  }

  private static TokenRequest anotherToken() {
    return TokenRequest.standard().forceRenewal();
  }
}
