package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.ApiRefusal;
import dev.holdfast.event.OidcEvent.ApiCallRefused;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.token.TokenRefresher;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators and listeners hear of calls that an API does not take. */
@ParameterizedClass
@EnumSource
class RefusedCallsTest {
  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  private final FakeProvider provider = FakeProvider.start(time);
  private final FakeApi api = FakeApi.start(provider);
  private final HeardEvents heard = new HeardEvents();
  private final Node node =
      Node.over(
          Node.config(provider).apiOrigins(Set.of(api.origin())).build(),
          new MapSessionStore(time),
          new MapCoordinationStore(time),
          parts -> parts.time(time).listener(heard));
  private final HttpClient client =
      node.oidc().httpClient(node.oidc().tokens(new HeldSession(node.login())));
  private final LogLines log = LogLines.of("dev.holdfast.outbound");
  private final Way way;

  RefusedCallsTest(Way way) {
    this.way = way;
    time.advance(TokenRefresher.NEW); // an API may have its reasons to refuse the token by now
  }

  @AfterEach
  void close() {
    log.close();
    node.close();
    api.close();
    provider.close();
  }

  private int status() throws Exception {
    return way.call(client, HttpRequest.newBuilder(api.uri("/orders?secret=1")).build())
        .statusCode();
  }

  private ApiCallRefused refused(ApiRefusal why, boolean repeated) {
    return new ApiCallRefused("default", api.origin().toString(), why, repeated);
  }

  private void assertHeard(ApiCallRefused... events) {
    assertThat(heard.of(ApiCallRefused.class)).containsExactly(events);
    assertThat(provider.secrets().foundIn(heard.of(ApiCallRefused.class).toString())).isEmpty();
  }

  @Test
  @DisplayName("OPS-07: a nonce that an API asks for is heard of once; later calls bring it along")
  void a_nonce_is_heard_of() throws Exception {
    api.nonces(NonceMode.ROTATING);
    for (int i = 0; i < 3; i++) {
      assertThat(status()).isEqualTo(200);
    }
    assertHeard(refused(ApiRefusal.NONCE, true));
    assertThat(log.read()).isEmpty();
  }

  @Test
  @DisplayName("OPS-06: a nonce that is never good enough")
  void a_nonce_that_is_asked_for_again_is_heard_of_as_the_answer() throws Exception {
    api.nonces(NonceMode.ENDLESS_DEMAND);
    assertThat(status()).isEqualTo(401);
    assertHeard(refused(ApiRefusal.NONCE, true), refused(ApiRefusal.NONCE, false));
  }

  @Test
  @DisplayName("DPB-06: a proof that an API does not take is told to operators and to listeners")
  void a_refused_proof_is_heard_of() throws Exception {
    api.always().challenge("DPoP error=\"invalid_dpop_proof\"");
    assertThat(status()).isEqualTo(401);
    assertHeard(refused(ApiRefusal.PROOF, false));
    assertThat(log.read())
        .containsExactly(
            "WARN "
                + api.origin()
                + " refuses DPoP proofs as invalid; compare its clock and public address");
  }

  @Test
  @DisplayName("DPB-06, DPP-06: a proof that is sent again by the API's clock, and not taken then")
  void a_clock_that_differs_is_heard_of() throws Exception {
    api.always().challenge("DPoP error=\"invalid_dpop_proof\"");
    time.advance(Duration.between(time.instant(), Instant.now().plusSeconds(90)));
    assertThat(status()).isEqualTo(401);
    assertHeard(refused(ApiRefusal.CLOCK, true), refused(ApiRefusal.PROOF, false));
    assertThat(log.read())
        .hasSize(2)
        .allMatch(line -> line.startsWith("WARN "))
        .anyMatch(line -> line.contains("compare clocks"))
        .anyMatch(line -> line.contains("refuses DPoP proofs as invalid"));
  }

  @Test
  void a_token_that_is_refused_is_heard_of_and_so_is_the_next() throws Exception {
    api.always().challenge("DPoP error=\"invalid_token\"");
    assertThat(status()).isEqualTo(401);
    assertHeard(refused(ApiRefusal.TOKEN, true), refused(ApiRefusal.TOKEN, false));
    assertThat(log.read())
        .singleElement()
        .asString()
        .startsWith("WARN " + api.origin() + " refuses tokens as soon as they are issued");
  }

  @Test
  void what_an_api_has_against_the_user_is_not_ours_to_tell() throws Exception {
    api.always().challenge("DPoP error=\"insufficient_scope\"");
    assertThat(status()).isEqualTo(401);
    assertHeard();
    assertThat(log.read()).isEmpty();
  }
}
