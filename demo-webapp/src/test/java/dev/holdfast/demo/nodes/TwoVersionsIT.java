package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Locator;
import dev.holdfast.testkit.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes are replaced one after the other, so that two versions run on one store for a while. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class TwoVersionsIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  private @TempDir Path newerSessions;
  private @TempDir Path newerEnvelopes;

  @ParameterizedTest
  @EnumSource
  @DisplayName("What a newer version wrote is no session here, and stays as it is (SES-18)")
  void a_newer_record_leads_to_a_login_and_is_left_alone(StoreKind kind) throws Exception {
    StoreServer store = STORES.running(kind);
    NewerCode.with(newerSessions, "dev/holdfast/session/SessionCodec.java");
    NewerCode.with(
        newerEnvelopes, "dev/holdfast/seal/Envelope.java", "dev/holdfast/seal/Sealer.java");
    try (Cluster cluster = new Cluster(store.sessions("20s"))) {
      Node older = cluster.demo();
      Node newer = cluster.demo(List.of(newerSessions));
      Node newest = cluster.demo(List.of(newerEnvelopes));

      isLeftAloneByTheOlder(cluster, store, older, newer);
      isLeftAloneByTheOlder(cluster, store, older, newest);
    }
  }

  private static void isLeftAloneByTheOlder(
      Cluster cluster, StoreServer store, Node older, Node newer) {
    User alice = cluster.user("alice");
    alice.logIn(newer, "/account");
    Locator locator = alice.locator();
    byte[] written = store.record(locator);

    assertThat(alice.get(older, "/account").status()).isEqualTo(401);
    assertThat(alice.navigate(older, "/account").location())
        .hasValueSatisfying(
            to -> assertThat(to).hasPath(cluster.provider().uri(Endpoint.AUTHORIZE).getPath()));
    assertThat(store.record(locator)).isEqualTo(written);
    assertThat(alice.get(newer, "/account").body()).contains("alice");

    User again = cluster.user("alice").withCookiesOf(alice);
    again.logIn(older, "/account"); // in its own format, beside the other
    assertThat(store.record(locator)).isEqualTo(written);
    assertThat(alice.get(newer, "/account").status()).isEqualTo(200);
  }
}
