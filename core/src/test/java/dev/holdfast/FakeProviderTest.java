package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.Forgery;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.testkit.RecordedCall;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripted provider is strict by itself and wrong only on command. */
@NullUnmarked
class FakeProviderTest {

  private final FakeProvider provider = FakeProvider.start();
  private final FakeApi api = FakeApi.start(provider);
  private NimbusClient client;

  @BeforeEach
  void newClient() throws Exception {
    client = new NimbusClient(provider);
  }

  @AfterEach
  void stop() {
    api.close();
    provider.close();
  }

  @Test
  void a_login_ends_in_tokens_that_the_api_accepts() throws Exception {
    JsonNode tokens = tokens();

    HttpResponse<String> answer =
        client.post(api.uri("/orders?x=1"), tokens.get("access_token").asText(), "four");

    assertThat(tokens.get("token_type").asText()).isEqualTo("DPoP");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("user").asText()).isEqualTo("alice");
    assertThat(json(answer).get("bodyLength").asInt()).isEqualTo(4);
    RecordedCall seen = api.requests().get(0);
    assertThat(seen.proof().orElseThrow().jkt()).isEqualTo(client.thumbprint());
    assertThat(seen.proof().orElseThrow().ath()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "RS256"})
  void id_tokens_pass_an_independent_validator(String algorithm) throws Exception {
    provider.idTokenAlgorithm(algorithm).idTokenBytes(1500);

    String idToken = tokens().get("id_token").asText();

    assertThat(idToken).hasSizeBetween(1400, 1600);
    assertThat(validate(idToken, algorithm).getSubject().getValue()).isEqualTo("alice");
  }

  @ParameterizedTest
  @EnumSource(Forgery.class)
  void forged_id_tokens_fail_an_independent_validator(Forgery forgery) throws Exception {
    provider.next().signWith(forgery);

    String idToken = tokens().get("id_token").asText();

    assertThatThrownBy(() -> validate(idToken, "ES256")).isInstanceOf(BadJOSEException.class);
  }

  @Test
  void metadata_can_be_read_by_the_sdk() throws Exception {
    OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(provider.issuer()));

    assertThat(metadata.getTokenEndpointURI()).isEqualTo(provider.uri(Endpoint.TOKEN));
    assertThat(metadata.getDPoPJWSAlgs()).contains(JWSAlgorithm.EdDSA);
  }

  @Test
  void a_spent_refresh_token_ends_the_login() throws Exception {
    String first = tokens().get("refresh_token").asText();
    String second = json(client.refresh(first)).get("refresh_token").asText();

    HttpResponse<String> reuse = client.refresh(first);
    HttpResponse<String> afterwards = client.refresh(second);

    assertThat(json(reuse).get("error").asText()).isEqualTo("invalid_grant");
    assertThat(json(afterwards).get("error").asText()).isEqualTo("invalid_grant");
    assertThat(provider.reusesDetected()).isEqualTo(1);
  }

  @Test
  void a_code_bound_to_a_key_is_refused_with_another() throws Exception {
    String code = client.login().get("code").get(0);
    NimbusClient thief = new NimbusClient(provider);

    assertThat(thief.exchange(code).statusCode()).isEqualTo(400);
    assertThat(client.exchange(code).statusCode()).isEqualTo(200);
    assertThat(client.exchange(code).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(
      value = NonceMode.class,
      names = {"ROTATING", "ALWAYS_NEW"})
  void a_demanded_nonce_is_accepted_and_the_code_survives_the_demand(NonceMode mode)
      throws Exception {
    provider.nonces(mode);
    String code = client.login().get("code").get(0);

    HttpResponse<String> demand = client.exchange(code);
    client.nonce(demand.headers().firstValue("DPoP-Nonce").orElseThrow());
    HttpResponse<String> answer = client.exchange(code);

    assertThat(json(demand).get("error").asText()).isEqualTo("use_dpop_nonce");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("DPoP-Nonce")).hasSize(1);
  }

  @Test
  void an_endless_demand_never_accepts() throws Exception {
    provider.nonces(NonceMode.ENDLESS_DEMAND);
    String code = client.login().get("code").get(0);

    for (int attempt = 0; attempt < 3; attempt++) {
      HttpResponse<String> demand = client.exchange(code);
      client.nonce(demand.headers().firstValue("DPoP-Nonce").orElseThrow());
      assertThat(json(demand).get("error").asText()).isEqualTo("use_dpop_nonce");
    }
  }

  @Test
  void the_api_asks_for_its_own_nonce_in_a_challenge() throws Exception {
    String token = tokens().get("access_token").asText();
    api.nonces(NonceMode.ROTATING);

    HttpResponse<String> demand = client.get(api.uri("/orders"), token);
    client.nonce(demand.headers().firstValue("DPoP-Nonce").orElseThrow());

    assertThat(demand.statusCode()).isEqualTo(401);
    assertThat(demand.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"use_dpop_nonce\"");
    assertThat(client.get(api.uri("/orders"), token).statusCode()).isEqualTo(200);
  }

  @Test
  void a_proof_is_good_once() throws Exception {
    Map<String, String> form = Map.of("grant_type", "client_credentials");
    String proof = client.proof("POST", provider.uri(Endpoint.TOKEN), null);

    assertThat(client.token(form, proof).statusCode()).isEqualTo(200);
    assertThat(json(client.token(form, proof)).get("error").asText())
        .isEqualTo("invalid_dpop_proof");
  }

  @Test
  void tokens_and_proofs_age_by_the_given_clock() throws Exception {
    FixedTime time = FixedTime.at(Instant.now());
    try (FakeProvider slow = FakeProvider.start(time)) {
      NimbusClient other = new NimbusClient(slow);
      Map<String, String> form = Map.of("grant_type", "client_credentials");
      String token = json(other.token(form)).get("access_token").asText();
      assertThat(other.get(slow.uri(Endpoint.USERINFO), token).statusCode()).isEqualTo(200);

      time.advance(Duration.ofMinutes(2));

      assertThat(json(other.token(form)).get("error").asText()).isEqualTo("invalid_dpop_proof");
    }
  }

  @Test
  void what_goes_wrong_next_goes_wrong_once() throws Exception {
    provider.next().at(Endpoint.TOKEN).status(503);
    provider.next().onToken(reply -> reply.with("token_type", "Bearer"));
    String code = client.login().get("code").get(0);

    assertThat(client.exchange(code).statusCode()).isEqualTo(503);
    JsonNode changed = json(client.exchange(code));
    assertThat(changed.get("token_type").asText()).isEqualTo("Bearer");
    JsonNode again = json(client.refresh(changed.get("refresh_token").asText()));
    assertThat(again.get("token_type").asText()).isEqualTo("DPoP");
  }

  @Test
  void a_dropped_connection_is_recorded_with_status_zero() throws Exception {
    provider.always().at(Endpoint.TOKEN).dropConnection();
    String code = client.login().get("code").get(0);

    assertThatThrownBy(() -> client.exchange(code)).isInstanceOf(IOException.class);
    provider.behave();

    assertThat(client.exchange(code).statusCode()).isEqualTo(200);
    assertThat(provider.requests(Endpoint.TOKEN).get(0).status()).isZero();
  }

  @Test
  void a_gate_holds_requests_until_it_opens() throws Exception {
    String code = client.login().get("code").get(0);
    Gate gate = provider.hold(Endpoint.TOKEN);
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.exchange(code).statusCode();
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            });

    gate.awaitArrivals(1);
    assertThat(status).isNotDone();
    gate.open();

    assertThat(status.join()).isEqualTo(200);
  }

  @Test
  void rotated_keys_are_published_in_place_of_the_old_ones() throws Exception {
    String before = kid(tokens());
    provider.rotateKeys();
    String after = kid(tokens());

    JWKSet published = JWKSet.load(provider.uri(Endpoint.JWKS).toURL());

    assertThat(published.getKeyByKeyId(before)).isNull();
    assertThat(published.getKeyByKeyId(after)).isNotNull();
    provider.publishKeysWithSameKid();
    assertThat(JWKSet.load(provider.uri(Endpoint.JWKS).toURL()).getKeys())
        .extracting(key -> key.getKeyID())
        .containsExactly(after, after);
  }

  @Test
  void every_secret_on_the_wire_is_remembered() throws Exception {
    JsonNode tokens = tokens();
    String log = "oops: " + tokens.get("refresh_token").asText();

    assertThat(provider.secrets().foundIn(log))
        .containsExactly(tokens.get("refresh_token").asText());
    assertThat(provider.secrets().foundIn("state-of-this-login")).hasSize(1);
    assertThat(provider.secrets().foundIn("nothing to see")).isEmpty();
  }

  private JsonNode tokens() throws Exception {
    Map<String, List<String>> back = client.login();
    assertThat(back).containsEntry("iss", List.of(provider.issuer()));
    return json(client.exchange(back.get("code").get(0)));
  }

  private IDTokenClaimsSet validate(String idToken, String algorithm) throws Exception {
    JWKSet published = JWKSet.load(provider.uri(Endpoint.JWKS).toURL());
    return new IDTokenValidator(
            new Issuer(provider.issuer()),
            new ClientID("shop"),
            JWSAlgorithm.parse(algorithm),
            published)
        .validate(JWTParser.parse(idToken), new Nonce("nonce-of-this-login"));
  }

  private static String kid(JsonNode tokens) throws Exception {
    return com.nimbusds.jwt.SignedJWT.parse(tokens.get("id_token").asText()).getHeader().getKeyID();
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }
}
