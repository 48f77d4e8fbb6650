package dev.holdfast.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import dev.holdfast.demo.provider.ProviderSettings.PushedRequests;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientKindsTest {
  private static final EmbeddedProvider provider =
      EmbeddedProvider.start(
          ProviderSettings.builder()
              .signIn(SignIn.BY_HINT)
              .pushedRequests(PushedRequests.REQUIRED)
              .build());

  private final ECKey key = ScriptedClient.newKey();
  private final ECKey clientKey = ScriptedClient.newKey();

  @AfterAll
  static void stop() {
    provider.close();
  }

  @BeforeEach
  void register() {
    provider.requests().clear();
    add("shop", new Credential.Secret("shop-secret"));
    add("bank", new Credential.Keys(new JWKSet(clientKey)));
    add("app", new Credential.None());
  }

  @Test
  void a_client_may_post_its_secret() throws Exception {
    refreshesAfterLogin(
        new ScriptedClient(provider, "shop", ClientProof.post("shop", "shop-secret")));
  }

  @Test
  void a_client_may_sign_assertions() throws Exception {
    String audience = provider.issuer().toString();
    refreshesAfterLogin(
        new ScriptedClient(provider, "bank", ClientProof.assertion("bank", clientKey, audience)));
  }

  @Test
  void a_public_client_may_push_requests_and_refresh() throws Exception {
    refreshesAfterLogin(new ScriptedClient(provider, "app", ClientProof.nameOnly("app")));
  }

  @Test
  void a_client_with_a_secret_may_not_go_without() throws Exception {
    ScriptedClient nameless = new ScriptedClient(provider, "shop", ClientProof.nameOnly("shop"));
    Reply answer = nameless.withNonce(key, Endpoints.PAR, nameless.authorizationRequest("alice"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("error")).isEqualTo("invalid_client");
  }

  @Test
  void an_assertion_is_spent_even_if_the_answer_only_asked_for_a_nonce() throws Exception {
    String audience = provider.issuer().toString();
    ClientProof once = ClientProof.signed("bank", clientKey, audience, "the-same-jti");
    ScriptedClient client = new ScriptedClient(provider, "bank", () -> once);
    Map<String, String> request = client.authorizationRequest("alice");

    assertThat(client.once(key, Endpoints.PAR, request).text("error")).isEqualTo("use_dpop_nonce");
    Reply again = client.once(key, Endpoints.PAR, request);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.text("error")).isEqualTo("invalid_client");
    assertThat(provider.requests().to(Endpoints.PAR))
        .allSatisfy(seen -> assertThat(seen.form().clientAssertionId()).contains("the-same-jti"));
  }

  @Test
  void a_request_that_was_not_pushed_is_turned_away() throws Exception {
    ScriptedClient client = new ScriptedClient(provider, "app", ClientProof.nameOnly("app"));

    assertThat(client.authorize(client.authorizationRequest("alice")).status()).isEqualTo(400);
  }

  @Test
  void a_client_gets_tokens_of_its_own() throws Exception {
    ScriptedClient client =
        new ScriptedClient(provider, "shop", ClientProof.basic("shop", "shop-secret"));
    Reply answer =
        client.withNonce(
            key, Endpoints.TOKEN, Map.of("grant_type", "client_credentials", "scope", "orders"));

    assertThat(answer.claims("access_token"))
        .containsEntry("sub", "shop")
        .containsEntry("cnf", Map.of("jkt", key.computeThumbprint().toString()));
  }

  private void refreshesAfterLogin(ScriptedClient client) throws Exception {
    Reply tokens = client.login(key, "bob");
    assertThat(tokens.claims("id_token")).containsEntry("sub", "bob");

    Reply renewed = client.refresh(key, tokens.text("refresh_token"));
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(client.userInfo(key, renewed.text("access_token")).status()).isEqualTo(200);
  }

  private static void add(String id, Credential credential) {
    provider.register(
        new ProviderClient(id, credential, Set.of(ScriptedClient.REDIRECT_URI), Set.of()));
  }
}
