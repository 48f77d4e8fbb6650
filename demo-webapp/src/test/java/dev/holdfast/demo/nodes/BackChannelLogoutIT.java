package dev.holdfast.demo.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider tells one node that a user is logged out, and the others know (BCL-05). */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class BackChannelLogoutIT {
  @RegisterExtension private static final StoreServers STORES = new StoreServers();

  @ParameterizedTest
  @EnumSource
  void a_logout_at_one_node_ends_the_session_at_the_other(StoreKind kind) throws Exception {
    assertEndsEverywhere(STORES.running(kind).sessions("20s"));
  }

  @ParameterizedTest
  @EnumSource
  void a_session_in_cookies_ends_at_every_node_that_shares_the_coordination(StoreKind kind)
      throws Exception {
    assertEndsEverywhere(STORES.running(kind).coordination("20s"));
  }

  private static void assertEndsEverywhere(Map<String, String> store) throws Exception {
    Map<String, String> settings = new HashMap<>(store);
    settings.put("back-channel-logout", "true");
    try (Cluster cluster = new Cluster(settings)) {
      Node one = cluster.demo();
      Node other = cluster.demo();
      User alice = cluster.user("alice");
      User bob = cluster.user("bob");
      alice.logIn(one, "/account");
      bob.logIn(other, "/account");
      assertThat(alice.get(other, "/account").status()).isEqualTo(200);

      String token = cluster.provider().logoutToken("shop", claims -> claims.put("sub", "alice"));
      assertThat(tell(one, token)).isEqualTo(200);

      assertThat(alice.get(other, "/account").status()).isEqualTo(401);
      assertThat(alice.get(one, "/account").status()).isEqualTo(401);
      assertThat(bob.get(one, "/account").status()).isEqualTo(200);
      assertThat(tell(other, token)).as("a second time, at the other node").isEqualTo(400);
      assertThat(one.log("the provider ended LogoutScope[sub]")).hasSize(1);
    }
  }

  private static int tell(Node node, String token) throws IOException, InterruptedException {
    String form = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(node.at("/auth/backchannel-logout"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
