package dev.holdfast.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import dev.holdfast.demo.proof.NoncePolicy;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderFaultsTest {
  private static final EmbeddedProvider provider =
      EmbeddedProvider.start(
          ProviderSettings.builder()
              .signIn(SignIn.BY_HINT)
              .nonces(NoncePolicy.off())
              .client(
                  new ProviderClient(
                      "app", new Credential.None(), Set.of(ScriptedClient.REDIRECT_URI), Set.of()))
              .build());

  private final ECKey key = ScriptedClient.newKey();
  private final ScriptedClient client =
      new ScriptedClient(provider, "app", ClientProof.nameOnly("app"));

  @AfterAll
  static void stop() {
    provider.close();
  }

  @BeforeEach
  void behave() {
    provider.requests().clear();
    provider.faults().clear();
  }

  @Test
  void without_nonces_a_login_takes_one_request_each() throws Exception {
    Reply tokens = client.login(key, "alice");

    assertThat(tokens.has("DPoP-Nonce")).isFalse();
    assertThat(provider.requests().to(Endpoints.PAR)).hasSize(1);
    assertThat(provider.requests().to(Endpoints.TOKEN)).hasSize(1);
  }

  @Test
  void counted_failures_end_by_themselves_and_change_nothing() throws Exception {
    String refreshToken = client.login(key, "alice").text("refresh_token");
    provider.faults().failTokenCalls(1, 503);

    assertThat(client.refresh(key, refreshToken).status()).isEqualTo(503);
    assertThat(client.refresh(key, refreshToken).status()).isEqualTo(200);
  }

  @Test
  void a_dropped_answer_has_spent_the_refresh_token() throws Exception {
    String refreshToken = client.login(key, "alice").text("refresh_token");
    provider.faults().dropTokenAnswers(1);

    assertThatThrownBy(() -> client.refresh(key, refreshToken)).isInstanceOf(IOException.class);
    assertThat(client.refresh(key, refreshToken).text("error")).isEqualTo("invalid_grant");
    assertThat(provider.requests().refreshes()).hasSize(2);
  }

  @Test
  void a_delayed_answer_comes_when_the_delay_is_cleared() throws Exception {
    String refreshToken = client.login(key, "alice").text("refresh_token");
    provider.faults().delayTokenAnswers(Duration.ofMinutes(5));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Reply> answer = thread.submit(() -> client.refresh(key, refreshToken));
      assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      provider.faults().clear();
      assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    } finally {
      thread.shutdown();
    }
  }

  @Test
  void bound_tokens_can_be_mislabelled() throws Exception {
    String code = client.codeFor(key, "alice");
    provider.faults().answerBearer();

    assertThat(client.redeem(key, code).text("token_type")).isEqualTo("Bearer");
  }

  @Test
  void discovery_goes_down_and_comes_back() throws Exception {
    provider.faults().takeDiscoveryDown();
    assertThat(client.wire().get(client.at(Endpoints.DISCOVERY), Map.of()).status()).isEqualTo(503);

    provider.faults().clear();
    assertThat(client.wire().get(client.at(Endpoints.DISCOVERY), Map.of()).status()).isEqualTo(200);
  }
}
