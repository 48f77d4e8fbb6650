package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ProviderParameters;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.RecordedCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A provider is told what only it understands: by every login, or by one. */
class ProviderWordsTest {
  private final FixedTime time = FixedTime.at(Instant.now());
  private final FakeProvider provider = FakeProvider.start(time);

  @AfterEach
  void close() {
    provider.close();
  }

  private Node node(String parameters) {
    return Node.over(
        Node.config(provider)
            .logins(logins -> logins.providerParameters(ProviderParameters.parse(parameters)))
            .build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  private static LoginRequest plain() {
    return LoginRequest.to("/orders");
  }

  private Map<String, String> asked() {
    List<RecordedCall> pushed = provider.requests(Endpoint.PAR);
    return pushed.get(pushed.size() - 1).form();
  }

  @Test
  @DisplayName("AREQ-12: every login's, and in their place or beside them those of one")
  void one_login_may_say_something_else() {
    try (Node node = node("access_type=offline&hd=a.example")) {
      node.start(plain());
      assertThat(asked()).containsEntry("access_type", "offline").containsEntry("hd", "a.example");
      node.start(plain().parameter("hd", "b.example").parameter("audience", "https://api/?a=b&c"));
    }
    assertThat(asked())
        .containsEntry("access_type", "offline")
        .containsEntry("hd", "b.example")
        .containsEntry("audience", "https://api/?a=b&c");
  }

  @Test
  void what_is_sent_already_cannot_be_said_once_more() {
    try (Node node = node("access_type=offline")) {
      node.start(plain().acr("gold").loginHint("bob").uiLocales("de"));
    }
    assertThat(asked().keySet())
        .filteredOn(name -> !Set.of("access_type").contains(name))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            name ->
                assertThatThrownBy(() -> plain().parameter(name, "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name));
  }

  @Test
  void more_than_ten_in_all_are_the_applications_mistake() {
    try (Node node = node("a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1")) {
      node.start(plain().parameter("j", "2"));
      assertThat(asked()).containsEntry("j", "2");
      assertThatThrownBy(() -> node.start(plain().parameter("k", "1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("more than ten");
    }
  }

  @Test
  @DisplayName("SU-01: a deferred login keeps them")
  void what_is_deferred_keeps_them() {
    LoginRequest wanted = plain().parameter("hd", "1 + 1 & \u00e9").parameter("x", "%20");
    try (Node node = node("access_type=offline")) {
      var user = node.login();
      String sealed = node.oidc().stepUps().defer(user, wanted);
      assertThat(node.oidc().stepUps().deferred(user, sealed)).hasValue(wanted);
    }
  }
}
