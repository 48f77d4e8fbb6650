package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Node;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The provider tells one node that a user is logged out, and another node over the same Redis. In a
 * cluster the session, what it is found by and the fact that it has ended are on servers of their
 * own.
 */
class ProviderLogoutTest {

  @Test
  @DisplayName("BCL-05: a session ends at both nodes over one Redis")
  void over_one_server() {
    try (Servers servers = SingleServer.started()) {
      assertEndsEverywhere(servers);
    }
  }

  @Test
  @DisplayName("BCL-05: a session ends at both nodes that ask Sentinels where it is")
  void behind_sentinels() {
    try (Servers servers = new SentinelServers()) {
      assertEndsEverywhere(servers);
    }
  }

  @Test
  @DisplayName("BCL-05: a session ends at both nodes over one cluster")
  void all_over_a_cluster(@TempDir Path directory) {
    try (Servers servers = new ClusterServers(directory)) {
      assertEndsEverywhere(servers);
    }
  }

  /** By user and by the provider's session, kept in Redis and in cookies. */
  private static void assertEndsEverywhere(Servers servers) {
    try (FakeProvider provider = FakeProvider.start();
        Node one = onServer(config(provider), servers);
        Node other = onServer(config(provider), servers)) {
      assertEndsAtBoth(provider, one, other);
    }
    try (FakeProvider provider = FakeProvider.start();
        Node one = inBrowser(config(provider), servers);
        Node other = inBrowser(config(provider), servers)) {
      assertEndsAtBoth(provider, one, other);
    }
  }

  private static OidcConfig config(FakeProvider provider) {
    return Node.config(provider).remoteLogout(new RemoteLogout(true, false, false, false)).build();
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

  private static Node onServer(OidcConfig config, Servers servers) {
    return Node.over(
        config, Stores.sessions(servers), Stores.facts(servers), InstantSource.system());
  }

  private static Node inBrowser(OidcConfig config, Servers servers) {
    return Node.inBrowser(config, Stores.facts(servers), InstantSource.system());
  }
}
