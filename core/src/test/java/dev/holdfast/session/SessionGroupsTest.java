package dev.holdfast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an ID token says of the login stays with the session, and finds it. */
class SessionGroupsTest {
  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final OidcConfig config = Node.config(provider).build();
  private final MapCoordinationStore facts = new MapCoordinationStore(time);
  private final Node node = Node.over(config, sessions, facts, time);

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private GroupKey group(String kind, String... parts) {
    return new GroupKey(config.indexKey().name("group-" + kind, parts));
  }

  private boolean isOpen(OpenSession session) {
    return node.oidc().sessions().resume(session.ticket()).isPresent();
  }

  @Test
  @DisplayName("IDT-13: sid, acr, amr and auth_time")
  void what_the_provider_says_of_the_login_is_kept() {
    provider
        .next()
        .onIdToken(
            claims -> {
              claims.put("sid", "s-1");
              claims.put("acr", "gold");
              claims.put("amr", List.of("pwd", "otp"));
            });
    OpenSession kept =
        node.oidc().sessions().resume(node.login().ticket()).orElseThrow(AssertionError::new);
    assertThat(kept.session().idTokenClaims().members())
        .containsEntry("sid", "s-1")
        .containsEntry("acr", "gold")
        .containsEntry("amr", List.of("pwd", "otp"))
        .containsKey("auth_time");
  }

  @Test
  @DisplayName("IDT-13: one login's session by sid, all of a user's by sub")
  void a_session_is_found_by_issuer_and_sid() { // SES-16
    OpenSession one = node.login();
    OpenSession two = node.login();
    String sid = one.session().idTokenClaims().text("sid").orElseThrow();

    assertThat(sessions.deleteGroup(group("sid", "https://other.example", sid))).isZero();
    assertThat(sessions.deleteGroup(group("sid", provider.issuer(), sid))).isEqualTo(1);
    assertThat(isOpen(one)).isFalse();
    assertThat(isOpen(two)).isTrue();

    assertThat(sessions.deleteGroup(group("sub", provider.issuer(), "bob"))).isZero();
    assertThat(sessions.deleteGroup(group("sub", provider.issuer(), "alice"))).isEqualTo(1);
    assertThat(isOpen(two)).isFalse();
  }

  @Test
  @DisplayName(
      "what the store says of a logout and nobody can read may mean that the session is over")
  void a_logout_that_cannot_be_read_is_a_store_that_fails() {
    OidcConfig remote =
        Node.config(provider).remoteLogout(new RemoteLogout(true, false, false, true)).build();
    try (Node told = Node.inBrowser(remote, facts, time)) {
      OpenSession session = told.login();
      String sid = session.session().idTokenClaims().text("sid").orElseThrow();
      told.oidc().managedSessions().endProviderSession(sid);
      assertThat(told.oidc().sessions().resume(session.ticket())).isEmpty();

      facts.garble();

      assertThatThrownBy(() -> told.oidc().sessions().resume(session.ticket()))
          .isInstanceOf(SessionStoreException.class);
      assertThatThrownBy(() -> told.oidc().managedSessions().endProviderSession(sid))
          .isInstanceOf(SessionStoreException.class);
      OpenSession another = told.login();
      assertThat(told.oidc().sessions().resume(another.ticket())).isPresent();
    }
  }

  @Test
  @DisplayName("SES-16: whom an operator ends at one node is out at every other")
  void what_is_ended_at_one_node_is_over_at_the_other() {
    OpenSession phone = node.login();
    OpenSession desk = node.login();
    provider.user("bob");
    OpenSession bobs = node.login();
    try (Node other = Node.over(config, sessions, facts, time)) {
      assertThat(other.oidc().managedSessions().end("alice", bobs.id())).isFalse();
      assertThat(other.oidc().managedSessions().end("alice", phone.id())).isTrue();
      assertThat(isOpen(phone)).isFalse();
      assertThat(isOpen(desk)).isTrue();
      assertThat(other.oidc().managedSessions().endAll("alice")).isEqualTo(1);
    }
    assertThat(isOpen(desk)).isFalse();
    assertThat(isOpen(bobs)).isTrue();
  }
}
