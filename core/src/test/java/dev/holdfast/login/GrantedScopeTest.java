package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.provider.AuthorizationDetails;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.UserAccessToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was granted counts, whatever was asked for (RFC 6749 §5.1, RFC 9396 §7). */
@DisplayName("TOK-05")
class GrantedScopeTest {
  private static final List<Map<String, Object>> GRANTED =
      List.of(Map.of("type", "payment", "amount", "5.00"));

  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final Node node = node("payments");

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private Node node(String required) {
    return Node.over(
        Node.config(provider)
            .scopes(List.of("openid", "offline_access", "payments", "profile"))
            .logins(logins -> logins.requiredScopes(List.of(required)))
            .build(),
        sessions,
        new MapCoordinationStore(time),
        time);
  }

  @Test
  void a_login_without_a_required_scope_is_none_and_its_tokens_are_revoked() {
    provider.next().onToken(answer -> answer.with("scope", "openid"));
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.SCOPE_NOT_GRANTED));
    assertThat(sessions.size()).isZero();
    assertThat(provider.requests(Endpoint.REVOKE))
        .extracting(call -> call.form().get("token_type_hint"))
        .containsExactly("refresh_token", "access_token");
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void a_login_with_less_than_was_asked_for_goes_on_with_what_was_granted() {
    provider.next().onToken(answer -> answer.with("scope", "openid payments"));
    assertThat(token(new HeldSession(node.login())).scopes())
        .containsExactlyInAnyOrder("openid", "payments");
  }

  @Test
  void an_answer_that_names_no_scope_grants_what_was_asked_for() {
    provider.next().onToken(answer -> answer.without("scope"));
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  void a_login_that_asks_for_less_still_asks_for_what_is_required() {
    LoginRequest wanted = LoginRequest.to(ReturnPath.ROOT).scopes("profile");
    assertThat(node.finish(node.callback(node.start(wanted))))
        .isInstanceOf(LoginOutcome.LoggedIn.class);
    assertThat(provider.requests(Endpoint.PAR).get(0).form())
        .containsEntry("scope", "openid profile payments");
  }

  @Test
  void what_is_not_asked_for_cannot_be_required() {
    assertThatThrownBy(() -> node("admin"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("required-scope has one that scope lacks");
  }

  @Test
  void details_are_shown_with_the_token_that_they_were_granted_with() {
    provider.next().onToken(answer -> answer.with("authorization_details", GRANTED));
    HeldSession held = new HeldSession(node.login());
    AuthorizationDetails details = token(held).authorizationDetails().orElseThrow();
    assertThat(details.toJson()).contains("\"type\":\"payment\"", "\"amount\":\"5.00\"");
    UserAccessToken another =
        node.oidc()
            .tokens(held)
            .of(TokenRequest.forResource(URI.create("https://api.example/")))
            .find()
            .orElseThrow();
    assertThat(another.authorizationDetails()).isEmpty();
  }

  @Test
  void details_stay_over_a_renewal_that_says_nothing_of_them_and_else_change() {
    provider.next().onToken(answer -> answer.with("authorization_details", GRANTED));
    HeldSession held = new HeldSession(node.login());
    AuthorizationDetails before = token(held).authorizationDetails().orElseThrow();
    time.advance(Duration.ofMinutes(6));
    assertThat(token(held).authorizationDetails()).hasValue(before);
    provider.next().onToken(answer -> answer.with("authorization_details", List.of()));
    time.advance(Duration.ofMinutes(6));
    assertThat(token(held).authorizationDetails().orElseThrow().toJson()).isEqualTo("[]");
  }

  private UserAccessToken token(HeldSession held) {
    return node.oidc().tokens(held).find().orElseThrow();
  }
}
