package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two nodes over one store that do not hear of each other's renewals. */
class StaleNodeTest extends RefreshRig {

  @Test
  @DisplayName("REF-07: a refused refresh token is no end where another node was faster")
  void a_node_that_comes_too_late_takes_the_tokens_of_the_other() {
    AtomicReference<UserAccessToken> newer = new AtomicReference<>();
    try (Node fast = onServer();
        Node slow = Node.over(config, sessions, new MapCoordinationStore(time), time)) {
      HeldSession here = new HeldSession(slow.login());
      HeldSession there = new HeldSession(here.current().orElseThrow());
      time.advance(LIFE);
      provider
          .next()
          .at(Endpoint.TOKEN)
          .instead(
              reply -> { // while the slow one's request is on its way
                newer.set(token(ask(fast, there)));
                return Reply.json(400, Map.of("error", "invalid_grant"));
              });
      UserAccessToken found = token(ask(slow, here));
      assertThat(found).isEqualTo(newer.get());
      assertThat(refreshes()).hasSize(2);
      time.advance(LIFE);
      assertThat(token(ask(slow, here)).value()).isNotEqualTo(found.value());
      assertThat(provider.reusesDetected()).isZero();
    }
  }
}
