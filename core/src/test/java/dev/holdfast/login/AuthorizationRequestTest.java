package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Call;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.testkit.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login asks the provider for, and how the code is redeemed. */
class AuthorizationRequestTest {
  private final InstantSource time = InstantSource.system();
  private FakeProvider provider;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Node node() {
    return node(Node.config(provider).build(), RandomBytes.secure());
  }

  private Node node(OidcConfig config, RandomBytes random) {
    return Node.over(
        config,
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        parts -> parts.random(random));
  }

  private List<Map<String, String>> pushed() {
    return provider.requests(Endpoint.PAR).stream().map(RecordedCall::form).toList();
  }

  private Call redemption() {
    return provider.requests(Endpoint.TOKEN).get(0).call();
  }

  @Test
  @DisplayName("TXN-04, AREQ-09: what one login uses is in no other")
  void two_logins_share_no_value() {
    try (Node node = node()) {
      node.start();
      node.start();
    }
    Map<String, String> one = pushed().get(0);
    Map<String, String> two = pushed().get(1);
    for (String fresh : List.of("state", "nonce", "code_challenge", "dpop_jkt")) {
      assertThat(one.get(fresh)).as(fresh).hasSizeGreaterThanOrEqualTo(43);
      assertThat(two.get(fresh)).as(fresh).isNotEqualTo(one.get(fresh));
    }
    assertThat(one.get("nonce")).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  @DisplayName("TXN-10: a page that is loaded twice pushes two requests")
  void each_start_pushes_a_request_of_its_own() {
    try (Node node = node()) {
      URI one = node.start().location();
      URI two = node.start().location();
      assertThat(pushed()).hasSize(2).allMatch(form -> !form.containsKey("request_uri"));
      assertThat(one).isNotEqualTo(two);
    }
  }

  @Test
  @DisplayName("AREQ-01, AREQ-10: the code flow, and the configured scopes")
  void a_code_is_asked_for_with_the_configured_scopes() {
    OidcConfig config = Node.config(provider).scopes(List.of("openid", "orders.read")).build();
    try (Node node = node(config, RandomBytes.secure())) {
      OpenSession session = node.login();
      assertThat(node.oidc().config().scopes()).containsExactly("openid", "orders.read");
      assertThat(session.session().subject()).isEqualTo("alice");
    }
    assertThat(pushed())
        .singleElement()
        .satisfies(
            form ->
                assertThat(form)
                    .containsEntry("response_type", "code")
                    .containsEntry("scope", "openid orders.read"));
  }

  @Test
  @DisplayName("AREQ-02: the example of RFC 7636 appendix B")
  void the_challenge_of_the_rfcs_verifier_is_the_rfcs() {
    byte[] example = Base64.getUrlDecoder().decode("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    RandomBytes secure = RandomBytes.secure();
    RandomBytes random = length -> length == example.length ? example.clone() : secure.next(length);
    try (Node node = node(Node.config(provider).build(), random)) {
      node.start();
    }
    assertThat(pushed().get(0))
        .containsEntry("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        .containsEntry("code_challenge_method", "S256");
  }

  @Test
  @DisplayName("AREQ-02, AREQ-08: also where the provider takes no pushed request")
  void a_request_in_the_address_is_bound_to_verifier_and_key() {
    provider.always().onDiscovery(reply -> reply.without("pushed_authorization_request_endpoint"));
    try (Node node = node()) {
      LoginStart.Redirect start = node.start();
      String jkt = parameter(start, "dpop_jkt");
      String challenge = parameter(start, "code_challenge");
      assertThat(node.finish(node.callback(start))).isInstanceOf(LoginOutcome.LoggedIn.class);

      RecordedCall redeemed = provider.requests(Endpoint.TOKEN).get(0);
      assertThat(redeemed.proof().orElseThrow().jkt()).isEqualTo(jkt);
      assertThat(sha256(redeemed.form().getOrDefault("code_verifier", ""))).isEqualTo(challenge);
    }
    assertThat(pushed()).isEmpty();
  }

  private static String parameter(LoginStart.Redirect start, String name) {
    return start.location().getRawQuery().replaceAll("(?:.*&|^)" + name + "=([^&]*).*", "$1");
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new AssertionError(everyPlatformHasIt);
    }
  }

  @Test
  @DisplayName("AREQ-03: one redirect URI, letter by letter")
  void the_redirect_uri_is_the_configured_one_everywhere() {
    URI odd = URI.create("http://127.0.0.1:9/shop/auth/callback?tenant=a%2Fb");
    OidcConfig config = Node.config(provider).redirectUri(odd).build();
    try (Node node = node(config, RandomBytes.secure())) {
      node.login();
    }
    assertThat(pushed().get(0)).containsEntry("redirect_uri", odd.toString());
    assertThat(redemption().form()).containsEntry("redirect_uri", odd.toString());
  }

  @Test
  @DisplayName("TOK-01, AREQ-02: the token request, member by member")
  void a_code_is_redeemed_by_a_form_with_verifier_client_and_proof() {
    try (Node node = node()) {
      node.login();
    }
    Call sent = redemption();
    assertThat(sent.method()).isEqualTo("POST");
    assertThat(sent.target()).hasToString("/token");
    assertThat(sent.header("Content-Type").orElse(""))
        .startsWith("application/x-www-form-urlencoded");
    assertThat(sent.header("Accept")).hasValue("application/json");
    assertThat(sent.all("DPoP")).hasSize(1);
    assertThat(sent.header("Authorization").orElse("")).startsWith("Basic ");
    assertThat(sent.form())
        .containsOnlyKeys("grant_type", "code", "redirect_uri", "code_verifier")
        .containsEntry("grant_type", "authorization_code");
    assertThat(sha256(sent.form().getOrDefault("code_verifier", "")))
        .isEqualTo(pushed().get(0).get("code_challenge"));
  }

  @ParameterizedTest(name = "AREQ-05: answered with {0}")
  @ValueSource(ints = {200, 201})
  void a_pushed_request_is_taken_with_either_status(int status) {
    provider.next().at(Endpoint.PAR).change(reply -> reply.status(status));
    try (Node node = node()) {
      assertThat(node.start().location().getRawQuery()).contains("request_uri=urn");
    }
  }

  @ParameterizedTest(name = "AREQ-07: {0}")
  @ValueSource(ints = {400, 401, 413, 429, 503})
  void a_pushed_request_that_fails_is_not_sent_in_front(int status) {
    provider.next().at(Endpoint.PAR).status(status);
    try (Node node = node()) {
      assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
          .isInstanceOf(LoginStart.NotNow.class);
      assertThat(pushed()).hasSize(1);
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("TXN-05: a login is finished at the provider that was asked, and at no other")
  void a_login_that_began_at_one_provider_is_none_at_another() {
    try (FakeProvider other = FakeProvider.start();
        Node here = node();
        Node there = node(Node.config(other).build(), RandomBytes.secure())) {
      String answer = here.callback(here.start());
      there.cookies().putAll(here.cookies());
      for (String iss : List.of(provider.issuer(), other.issuer())) {
        String brought = answer.replaceAll("iss=[^&]*", "iss=" + iss);
        assertThat(there.finish(brought)).isInstanceOf(LoginOutcome.Refused.class);
      }
      assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
      assertThat(here.finish(answer)).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("CB-06: an error in the name of another issuer is no denial")
  void an_error_of_another_issuer_is_refused_and_leaves_the_login_open() {
    try (Node node = node()) {
      LoginStart.Redirect start = node.start();
      String answer = node.callback(start);
      String forged =
          answer
              .replaceAll("code=[^&]*", "error=access_denied")
              .replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example");
      assertThat(node.finish(forged))
          .isEqualTo(new LoginOutcome.Refused(ErrorCode.ISSUER_MISMATCH));
      assertThat(node.finish(answer)).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("CB-04: where iss was never announced a missing one will do, a wrong one will not")
  void an_issuer_that_was_not_announced_is_compared_all_the_same() { // CB-05
    UnaryOperator<Reply> silent =
        reply -> reply.without("authorization_response_iss_parameter_supported");
    provider.always().onDiscovery(silent);
    String notice =
        "INFO " + provider.issuer() + " sends iss with its answers, but does not announce it";
    try (Node node = node();
        LogLines log = LogLines.of("dev.holdfast.provider")) {
      String answer = node.callback(node.start());
      assertThat(node.finish(answer.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fevil.example")))
          .isInstanceOf(LoginOutcome.Refused.class);
      assertThat(node.finish(answer.replaceAll("&?iss=[^&]*", "")))
          .isInstanceOf(LoginOutcome.LoggedIn.class);
      assertThat(log.read()).doesNotContain(notice);
      for (int i = 0; i < 2; i++) {
        assertThat(node.outcome())
            .as("announced or not, ours")
            .isInstanceOf(LoginOutcome.LoggedIn.class);
      }
      assertThat(log.read()).containsOnlyOnce(notice);
    }
  }
}
