package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider tells one node that a user is logged out, and another node over one database. */
abstract class ProviderLogoutCases {

  /** The database, without rows. */
  abstract TestDatabase database();

  private static OidcConfig config(FakeProvider provider) {
    return Node.config(provider).remoteLogout(new RemoteLogout(true, false, false, false)).build();
  }

  @Test
  @DisplayName("BCL-05: a session in the database ends for the other node")
  void a_logout_at_one_node_ends_the_session_at_the_other() {
    TestDatabase database = database().emptied();
    try (FakeProvider provider = FakeProvider.start();
        Node one = onServer(config(provider), database);
        Node other = onServer(config(provider), database)) {
      assertEndsAtBoth(provider, one, other);
    }
  }

  @Test
  @DisplayName("BCL-05: and so does one in cookies, if the nodes agree in the database")
  void a_session_in_cookies_ends_at_both() {
    TestDatabase database = database().emptied();
    try (FakeProvider provider = FakeProvider.start();
        Node one = inBrowser(config(provider), database);
        Node other = inBrowser(config(provider), database)) {
      assertEndsAtBoth(provider, one, other);
    }
  }

  private static void assertEndsAtBoth(FakeProvider provider, Node one, Node other) {
    OpenSession alice = one.login();
    OpenSession again = other.login();
    provider.user("bob");
    OpenSession bob = one.login();
    assertThat(other.oidc().sessions().resume(alice.ticket())).isPresent();

    String sid = alice.session().idTokenClaims().text("sid").orElseThrow();
    tell(one, provider.logoutToken("shop", claims -> claims.put("sid", sid)));
    assertThat(other.oidc().sessions().resume(alice.ticket())).isEmpty();
    assertThat(one.oidc().sessions().resume(alice.ticket())).isEmpty();
    assertThat(other.oidc().sessions().resume(again.ticket())).isPresent();

    tell(one, provider.logoutToken("shop", claims -> claims.put("sub", "alice")));
    assertThat(other.oidc().sessions().resume(again.ticket())).isEmpty();
    assertThat(one.oidc().sessions().resume(again.ticket())).isEmpty();
    assertThat(other.oidc().sessions().resume(bob.ticket())).isPresent();
  }

  private static void tell(Node node, String logoutToken) {
    assertThat(node.oidc().remoteLogouts().backChannel(SecretText.of(logoutToken))).isEmpty();
  }

  private static Node onServer(OidcConfig config, TestDatabase database) {
    return Node.over(
        config,
        new JdbcSessionStore(database.source(), RandomBytes.secure(), TestDatabase.OPTIONS),
        facts(database),
        InstantSource.system());
  }

  private static Node inBrowser(OidcConfig config, TestDatabase database) {
    return Node.inBrowser(config, facts(database), InstantSource.system());
  }

  private static JdbcCoordinationStore facts(TestDatabase database) {
    return new JdbcCoordinationStore(database.source(), RandomBytes.secure(), TestDatabase.OPTIONS);
  }
}
