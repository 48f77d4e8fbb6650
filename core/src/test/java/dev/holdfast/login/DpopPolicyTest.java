package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.token.UserAccessToken;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes when DPoP is preferred rather than required, or off. */
class DpopPolicyTest {
  private final InstantSource time = InstantSource.system();
  private FakeProvider provider;

  @BeforeEach
  void start() {
    provider = FakeProvider.start().dpopRequired(false);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private UserAccessToken tokenUnder(DpopPolicy policy) {
    OidcConfig config = Node.config(provider).dpop(policy).build();
    try (Node node =
        Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time)) {
      OpenSession session = node.login();
      assertThat(session.session().key().isPresent()).isEqualTo(policy != DpopPolicy.OFF);
      return node.oidc().tokens(new HeldSession(session)).find().orElseThrow();
    }
  }

  @Test
  void preferred_takes_a_bound_token_where_it_gets_one() {
    assertThat(tokenUnder(DpopPolicy.PREFERRED).scheme()).isEqualTo("DPoP");
  }

  @Test
  void preferred_takes_a_bearer_token_where_it_gets_no_other() {
    provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
    UserAccessToken token = tokenUnder(DpopPolicy.PREFERRED);
    assertThat(token.scheme()).isEqualTo("Bearer");
    assertThat(token.boundTo()).isEmpty();
  }

  @Test
  void off_makes_no_key_and_sends_no_proof() {
    assertThat(tokenUnder(DpopPolicy.OFF).scheme()).isEqualTo("Bearer");
    assertThat(provider.requests()).allMatch(call -> call.proof().isEmpty());
  }
}
