package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.Session;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who the user is, is said by the ID token and by nothing else. */
class IdentityTest {
  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();
  private final Node node =
      Node.over(
          Node.config(provider).askUserinfo().build(),
          new MapSessionStore(time),
          new MapCoordinationStore(time),
          time);

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  @Test
  @DisplayName("UI-04: userinfo adds, and overrides nothing that the ID token has to say")
  void userinfo_cannot_speak_for_the_login() {
    provider
        .next()
        .onUserinfo(
            answer ->
                answer
                    .with("acr", "gold")
                    .with("amr", "otp")
                    .with("auth_time", 1)
                    .with("sid", "another")
                    .with("iss", "https://other.example")
                    .with("nickname", "al"));
    Session session = node.login().session();
    assertThat(session.claims().text("nickname")).hasValue("al");
    assertThat(session.claims().members()).doesNotContainKeys("acr", "amr");
    assertThat(session.claims().text("iss")).hasValue(provider.issuer());
    assertThat(session.claims().text("sid")).isEqualTo(session.idTokenClaims().text("sid"));
    assertThat(session.claims().number("auth_time"))
        .isEqualTo(session.idTokenClaims().number("auth_time"));
  }

  @Test
  @DisplayName("TOK-07: whatever an access token may look like")
  void an_access_token_is_not_read_for_the_user() {
    provider.next().onIdToken(claims -> claims.remove("at_hash"));
    provider.always().onUserinfo(answer -> answer.status(200).with("sub", "alice"));
    String jwt = part("{\"alg\":\"ES256\"}") + "." + part("{\"sub\":\"mallory\"}") + ".AA";
    provider.next().onToken(answer -> answer.with("access_token", jwt));
    assertThat(node.login().session().subject()).isEqualTo("alice");
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
