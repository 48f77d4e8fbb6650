package dev.holdfast.testkit;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The token endpoint (RFC 6749 §4.1.3, §4.4, §6; RFC 7636; RFC 8693; RFC 8707; RFC 9449 §5). */
final class TokenEndpoint {

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final Desk desk;

  TokenEndpoint(Desk desk) {
    this.desk = desk;
  }

  Reply answer(Call call) {
    FakeClient client = desk.clients().authenticate(call);
    Optional<String> key = desk.provenKey(call);
    return switch (call.parameter("grant_type").orElse("")) {
      case "authorization_code" -> byCode(call, client, key);
      case "refresh_token" -> byRefreshToken(call, client, key);
      case "client_credentials" -> byClient(call, client, key);
      case EXCHANGE -> byExchange(call, client, key);
      default -> throw Refusal.atProvider("unsupported_grant_type", "unknown grant");
    };
  }

  private Reply byCode(Call call, FakeClient client, Optional<String> key) {
    String code = call.parameter("code").orElse("");
    Login login = desk.grants().login(code);
    require(login.clientId().equals(client.id()), "another client's code");
    require(login.asked("redirect_uri").equals(call.form().get("redirect_uri")), "redirect_uri");
    String verifier = call.parameter("code_verifier").orElse("");
    require(login.asked("code_challenge").equals(ProofCheck.digest(verifier)), "code_verifier");
    require(login.boundKey().isEmpty() || login.boundKey().equals(key), "not the bound key");
    Family family = desk.grants().spend(code, key);
    Map<String, Object> answer = tokens(call, family, login.scope());
    addRefreshToken(answer, family, "");
    addIdToken(answer, login, false);
    return Reply.json(200, answer);
  }

  private Reply byRefreshToken(Call call, FakeClient client, Optional<String> key) {
    String spent = call.parameter("refresh_token").orElse("");
    Family family = desk.grants().refresh(spent, client, key);
    Login login = family.login();
    String scope = call.parameter("scope").orElse(login.scope());
    List<String> granted = Arrays.asList(login.scope().split(" ", -1));
    if (!granted.containsAll(Arrays.asList(scope.split(" ", -1)))) {
      throw Refusal.atProvider("invalid_scope", "more than was granted");
    }
    Map<String, Object> answer = tokens(call, family, scope);
    if (desk.knobs().rotateRefreshTokens) {
      addRefreshToken(answer, family, spent);
    }
    addIdToken(answer, login, true);
    return Reply.json(200, answer);
  }

  /** Only for clients that prove who they are (RFC 6749 §4.4). */
  private Reply byClient(Call call, FakeClient client, Optional<String> key) {
    if (!client.authenticates()) {
      throw Refusal.atProvider("unauthorized_client", "a public client has no tokens of its own");
    }
    String scope = call.parameter("scope").orElse("");
    Map<String, String> asked = Map.of("client_id", client.id(), "scope", scope);
    Instant now = desk.time().instant();
    Login login = new Login(asked, client.id(), "", now, now);
    return Reply.json(200, tokens(call, new Family(login, key), scope));
  }

  private Reply byExchange(Call call, FakeClient client, Optional<String> key) {
    String subject = call.parameter("subject_token").orElse("");
    Family family =
        desk.grants()
            .active(subject)
            .orElseThrow(() -> Refusal.atProvider("invalid_request", "subject_token"));
    require(family.login().clientId().equals(client.id()), "another client's subject_token");
    require(family.key().equals(key), "not the key of the subject_token");
    require(call.parameter("subject_token_type").equals(Optional.of(ACCESS_TOKEN)), "its type");
    String scope = call.parameter("scope").orElse(family.login().scope());
    Map<String, Object> answer = tokens(call, family, scope);
    answer.put("issued_token_type", ACCESS_TOKEN);
    return Reply.json(200, answer);
  }

  private Map<String, Object> tokens(Call call, Family family, String scope) {
    String accessToken = desk.secrets().note(desk.issuance().accessToken(family, scope));
    String audience = call.parameter("resource").or(() -> call.parameter("audience")).orElse("");
    desk.grants().fileAccess(accessToken, family, desk.issuance().accessTokenExpiry(), audience);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", accessToken);
    answer.put("token_type", family.key().isPresent() ? "DPoP" : "Bearer");
    answer.put("expires_in", desk.knobs().accessTokenLife.toSeconds());
    answer.put("scope", scope);
    return answer;
  }

  private void addRefreshToken(Map<String, Object> answer, Family family, String spent) {
    String next = desk.secrets().note(desk.issuance().refreshToken());
    desk.grants().rotate(family, spent, next);
    answer.put("refresh_token", next);
  }

  private void addIdToken(Map<String, Object> answer, Login login, boolean refreshed) {
    if (Arrays.asList(login.scope().split(" ", -1)).contains("openid")) {
      String accessToken = String.valueOf(answer.get("access_token"));
      String idToken = desk.issuance().idToken(login, accessToken, refreshed, desk.faults());
      answer.put("id_token", desk.secrets().note(idToken));
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw Refusal.atProvider("invalid_grant", what);
    }
  }
}
