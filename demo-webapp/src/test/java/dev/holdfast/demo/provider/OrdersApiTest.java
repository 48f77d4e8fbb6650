package dev.holdfast.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.holdfast.demo.api.ApiSettings;
import dev.holdfast.demo.api.OrdersApi;
import dev.holdfast.demo.proof.NoncePolicy;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersApiTest {
  private static final EmbeddedProvider provider =
      EmbeddedProvider.start(
          ProviderSettings.builder()
              .signIn(SignIn.BY_HINT)
              .nonces(NoncePolicy.off())
              .client(
                  new ProviderClient(
                      "app", new Credential.None(), Set.of(ScriptedClient.REDIRECT_URI), Set.of()))
              .build());
  private static final OrdersApi api =
      OrdersApi.start(
          new ApiSettings(
              0,
              provider.issuer(),
              provider.jwks(),
              "urn:holdfast:demo:orders",
              NoncePolicy.wantedFor(Duration.ofMinutes(1))));

  private final ECKey key = ScriptedClient.newKey();
  private final ScriptedClient client =
      new ScriptedClient(provider, "app", ClientProof.nameOnly("app"));
  private String token = "";

  @AfterAll
  static void stop() {
    api.close();
    provider.close();
  }

  @BeforeEach
  void login() throws Exception {
    token = client.login(key, "alice").text("access_token");
    call(proof(key, "GET", token));
    api.requests().clear();
  }

  @Test
  void a_bound_token_with_its_proof_is_served() throws Exception {
    Reply answer = call(proof(key, "GET", token));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .containsEntry("sub", "alice")
        .containsEntry("jkt", key.computeThumbprint().toString())
        .containsEntry("orders", List.of("A lantern", "Two ropes", "A tent for three"));
    assertThat(api.requests().all())
        .singleElement()
        .satisfies(seen -> assertThat(seen.proof().orElseThrow().htm()).isEqualTo("GET"));
  }

  @Test
  void an_old_nonce_is_answered_with_a_new_one() throws Exception {
    api.forgetNonces();

    refused(call(proof(key, "GET", token)), "use_dpop_nonce");
    assertThat(call(proof(key, "GET", token)).status()).isEqualTo(200);
  }

  @Test
  void the_bearer_scheme_is_refused() throws Exception {
    Reply answer = client.wire().get(api.orders(), Map.of("Authorization", "Bearer " + token));

    refused(answer, "invalid_token");
  }

  @Test
  void a_call_without_token_is_told_the_scheme() throws Exception {
    Reply answer = client.wire().get(api.orders(), Map.of());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("DPoP algs=\"ES256");
  }

  @Test
  void a_proof_of_another_key_is_refused() throws Exception {
    refused(call(proof(ScriptedClient.newKey(), "GET", token)), "invalid_token");
  }

  @Test
  void a_proof_for_another_token_is_refused() throws Exception {
    refused(call(proof(key, "GET", token + "x")), "invalid_token");
  }

  @Test
  void a_proof_for_another_method_or_address_is_refused() throws Exception {
    refused(call(proof(key, "POST", token)), "invalid_dpop_proof");
    URI elsewhere = URI.create(api.orders() + "/1");
    refused(call(client.proof(key, "GET", elsewhere, Optional.of(token))), "invalid_dpop_proof");
  }

  @Test
  void a_proof_is_good_for_one_call() throws Exception {
    String proof = proof(key, "GET", token);

    assertThat(call(proof).status()).isEqualTo(200);
    refused(call(proof), "invalid_dpop_proof");
  }

  @Test
  void a_call_without_proof_is_refused() throws Exception {
    Reply answer = client.wire().get(api.orders(), Map.of("Authorization", "DPoP " + token));

    refused(answer, "invalid_dpop_proof");
  }

  @Test
  void a_token_whose_signature_is_broken_is_refused() throws Exception {
    String tampered = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
    Reply answer =
        client
            .wire()
            .get(
                api.orders(),
                Map.of("Authorization", "DPoP " + tampered, "DPoP", proof(key, "GET", tampered)));

    refused(answer, "invalid_token");
  }

  private String proof(ECKey signer, String method, String forToken) throws Exception {
    return client.proof(signer, method, api.orders(), Optional.of(forToken));
  }

  private Reply call(String proof) throws Exception {
    return client.learn(
        client.wire().get(api.orders(), Map.of("Authorization", "DPoP " + token, "DPoP", proof)));
  }

  private static void refused(Reply answer, String error) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWith("DPoP error=\"" + error + "\"");
  }
}
