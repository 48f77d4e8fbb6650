package dev.holdfast.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import dev.holdfast.demo.wire.RecordedRequest;
import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderTest {
  private static final String SECRET = "demo-secret";
  private static final EmbeddedProvider provider =
      EmbeddedProvider.start(
          ProviderSettings.builder()
              .signIn(SignIn.BY_HINT)
              .client(
                  new ProviderClient(
                      "demo",
                      new Credential.Secret(SECRET),
                      Set.of(ScriptedClient.REDIRECT_URI),
                      Set.of(ScriptedClient.AFTER_LOGOUT)))
              .build());

  private final ScriptedClient client = newBrowser();
  private final ECKey key = ScriptedClient.newKey();

  @AfterAll
  static void stop() {
    provider.close();
  }

  @BeforeEach
  void clean() {
    provider.requests().clear();
    provider.faults().clear();
  }

  @Test
  void a_whole_login_gives_bound_tokens_and_an_id_token() throws Exception {
    Reply tokens = client.login(key, "alice");

    assertThat(tokens.json()).containsEntry("token_type", "DPoP").containsKey("refresh_token");
    assertThat(tokens.claims("access_token"))
        .containsEntry("cnf", Map.of("jkt", key.computeThumbprint().toString()))
        .containsEntry("aud", "urn:holdfast:demo:orders");
    assertThat(tokens.claims("id_token"))
        .containsEntry("iss", provider.issuer().toString())
        .containsEntry("sub", "alice")
        .containsEntry("name", "Alice Arden")
        .containsEntry("email", "alice@example.org")
        .containsEntry("groups", List.of("customers", "managers"))
        .containsEntry("nonce", "some-nonce")
        .containsKeys("sid", "auth_time", "at_hash");
  }

  @Test
  void metadata_says_what_the_filters_add() throws Exception {
    assertThat(client.wire().get(client.at(Endpoints.DISCOVERY), Map.of()).json())
        .containsEntry("issuer", provider.issuer().toString())
        .containsEntry("authorization_response_iss_parameter_supported", true)
        .containsEntry("pushed_authorization_request_endpoint", client.at("/oauth2/par").toString())
        .containsEntry("end_session_endpoint", client.at("/connect/logout").toString())
        .containsKeys("dpop_signing_alg_values_supported", "revocation_endpoint");
  }

  @Test
  void the_authorization_response_names_the_issuer() throws Exception {
    Map<String, String> request = new HashMap<>(client.authorizationRequest("bob"));
    assertThat(client.authorize(request).redirectParameters())
        .containsEntry("iss", provider.issuer().toString())
        .containsEntry("state", "some-state")
        .containsKey("code");

    request.put("scope", "openid unheard-of");
    assertThat(client.authorize(request).redirectParameters())
        .containsEntry("iss", provider.issuer().toString())
        .containsEntry("error", "invalid_scope");
  }

  @Test
  void a_first_proof_without_nonce_is_asked_for_one() throws Exception {
    Reply answer = client.once(key, Endpoints.PAR, client.authorizationRequest("alice"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json()).containsEntry("error", "use_dpop_nonce");
    assertThat(answer.has("DPoP-Nonce")).isTrue();
    RecordedRequest seen = provider.requests().to(Endpoints.PAR).get(0);
    assertThat(seen.answer().nonceDemanded()).isTrue();
    assertThat(seen.proof().orElseThrow().nonce()).isEmpty();
  }

  @Test
  void a_nonce_of_an_earlier_answer_is_still_good() throws Exception {
    client.login(key, "alice");
    Reply answer = client.once(key, Endpoints.PAR, client.authorizationRequest("alice"));
    assertThat(answer.status()).isEqualTo(201);

    provider.faults().forgetNonces();
    assertThat(client.once(key, Endpoints.PAR, client.authorizationRequest("alice")).body())
        .contains("use_dpop_nonce");
  }

  @Test
  void a_code_of_a_pushed_request_serves_only_its_key() throws Exception {
    String code = client.codeFor(key, "alice");
    Reply stolen = client.redeem(ScriptedClient.newKey(), code);

    assertThat(stolen.status()).isEqualTo(400);
    assertThat(stolen.json()).containsEntry("error", "invalid_grant");
    assertThat(client.redeem(key, code).status()).isEqualTo(200);
  }

  @Test
  void a_code_of_a_plain_request_serves_only_the_key_in_dpop_jkt() throws Exception {
    Map<String, String> request = new HashMap<>(client.authorizationRequest("alice"));
    request.put("dpop_jkt", key.computeThumbprint().toString());
    String code = client.authorize(request).redirectParameter("code");

    assertThat(client.redeem(ScriptedClient.newKey(), code).json())
        .containsEntry("error", "invalid_grant");
    assertThat(client.redeem(key, code).status()).isEqualTo(200);
  }

  @Test
  void a_pushed_request_that_names_another_key_than_its_proof_is_refused() throws Exception {
    Map<String, String> request = new HashMap<>(client.authorizationRequest("alice"));
    request.put("dpop_jkt", ScriptedClient.newKey().computeThumbprint().toString());

    assertThat(client.withNonce(key, Endpoints.PAR, request).json())
        .containsEntry("error", "invalid_dpop_proof");
  }

  @Test
  void a_token_request_without_proof_is_refused() throws Exception {
    String code = client.codeFor(key, "alice");
    Reply answer = client.sendUnbound(Endpoints.TOKEN, ScriptedClient.codeForm(code));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json()).containsEntry("error", "invalid_request");
  }

  @Test
  void a_proof_is_good_for_one_request() throws Exception {
    client.login(key, "alice");
    String proof = client.proof(key, "POST", client.at(Endpoints.PAR), Optional.empty());
    Map<String, String> request = client.authorizationRequest("alice");

    assertThat(client.send(Endpoints.PAR, request, proof).status()).isEqualTo(201);
    Reply again = client.send(Endpoints.PAR, request, proof);
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.json()).containsEntry("error", "invalid_dpop_proof");
  }

  @Test
  void each_refresh_gives_new_tokens_for_the_same_login() throws Exception {
    Reply first = client.login(key, "alice");
    Reply second = client.refresh(key, first.text("refresh_token"));
    Reply third = client.refresh(key, second.text("refresh_token"));

    assertThat(third.text("access_token")).isNotEqualTo(first.text("access_token"));
    assertThat(third.claims("id_token").get("sid")).isEqualTo(first.claims("id_token").get("sid"));
    assertThat(provider.requests().refreshes()).hasSize(2);
  }

  @Test
  void a_refresh_with_another_key_is_refused_and_costs_nothing() throws Exception {
    String refreshToken = client.login(key, "alice").text("refresh_token");

    assertThat(client.refresh(ScriptedClient.newKey(), refreshToken).json())
        .containsEntry("error", "invalid_grant");
    assertThat(client.refresh(key, refreshToken).status()).isEqualTo(200);
  }

  @Test
  void using_a_refresh_token_twice_ends_the_whole_grant() throws Exception {
    String first = client.login(key, "alice").text("refresh_token");
    Reply renewed = client.refresh(key, first);

    assertThat(client.refresh(key, first).json()).containsEntry("error", "invalid_grant");
    assertThat(client.refresh(key, renewed.text("refresh_token")).json())
        .containsEntry("error", "invalid_grant");
    assertThat(client.userInfo(key, renewed.text("access_token")).status()).isEqualTo(401);
  }

  @Test
  void of_refreshes_at_once_at_most_one_succeeds_and_the_grant_is_over() throws Exception {
    String refreshToken = client.login(key, "alice").text("refresh_token");
    Callable<Reply> refresh = () -> client.refresh(key, refreshToken);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Reply>> answers = threads.invokeAll(Collections.nCopies(8, refresh));
      int successes = 0;
      for (Future<Reply> answer : answers) {
        if (answer.get().status() == 200) {
          successes++;
          String next = answer.get().text("refresh_token");
          assertThat(client.refresh(key, next).status()).isEqualTo(400);
        }
      }
      assertThat(successes).isLessThanOrEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void userinfo_wants_a_nonce_and_then_answers() throws Exception {
    String accessToken = client.login(key, "alice").text("access_token");
    provider.faults().forgetNonces();
    Reply asked = client.userInfo(key, accessToken);

    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.header("WWW-Authenticate")).startsWith("DPoP error=\"use_dpop_nonce\"");
    Reply answer = client.userInfo(key, accessToken);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).containsEntry("sub", "alice").containsEntry("name", "Alice Arden");
  }

  @Test
  void userinfo_refuses_another_key_and_the_bearer_scheme() throws Exception {
    String accessToken = client.login(key, "alice").text("access_token");

    assertThat(client.userInfo(ScriptedClient.newKey(), accessToken).status()).isEqualTo(401);
    assertThat(
            client
                .wire()
                .get(
                    client.at(Endpoints.USERINFO), Map.of("Authorization", "Bearer " + accessToken))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a_revoked_refresh_token_is_worthless() throws Exception {
    String refreshToken = client.login(key, "alice").text("refresh_token");
    Reply revoked = client.sendUnbound(Endpoints.REVOKE, Map.of("token", refreshToken));

    assertThat(revoked.status()).isEqualTo(200);
    assertThat(client.refresh(key, refreshToken).json()).containsEntry("error", "invalid_grant");
  }

  @Test
  void logout_returns_to_the_client_and_ends_the_grants_of_the_sign_in() throws Exception {
    Reply tokens = client.login(key, "alice");
    URI logout =
        client.at(
            Endpoints.LOGOUT
                + "?"
                + Wire.encode(
                    Map.of(
                        "id_token_hint", tokens.text("id_token"),
                        "post_logout_redirect_uri", ScriptedClient.AFTER_LOGOUT.toString(),
                        "state", "bye")));
    Reply answer = client.wire().get(logout, Map.of());

    assertThat(answer.header("Location")).isEqualTo(ScriptedClient.AFTER_LOGOUT + "?state=bye");
    assertThat(client.refresh(key, tokens.text("refresh_token")).status()).isEqualTo(400);
  }

  @Test
  void two_sign_ins_of_one_user_are_two_sessions() throws Exception {
    ScriptedClient otherBrowser = newBrowser();

    assertThat(client.login(key, "alice").claims("id_token").get("sid"))
        .isNotEqualTo(otherBrowser.login(key, "alice").claims("id_token").get("sid"));
  }

  private static ScriptedClient newBrowser() {
    return new ScriptedClient(provider, "demo", ClientProof.basic("demo", SECRET));
  }
}
