package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is what is called so, and nothing whose name only begins like it. */
@DisplayName("TOK-02")
class AnswerTypeTest {
  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();
  private final Node node =
      Node.over(
          Node.config(provider).askUserinfo().build(),
          new MapSessionStore(time),
          new MapCoordinationStore(time),
          time);

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Application/JSON", "application/json; charset=utf-8", "application/json ;a=b"})
  void parameters_and_case_make_no_difference(String type) {
    provider.next().at(Endpoint.TOKEN).header("Content-Type", type);
    provider.next().at(Endpoint.USERINFO).header("Content-Type", type);
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/jsonx", "application/json-seq", "application/json, a/b", ""})
  void another_type_that_begins_alike_is_no_answer(String type) {
    provider.next().at(Endpoint.TOKEN).header("Content-Type", type);
    assertThat(node.outcome())
        .isEqualTo(new LoginOutcome.Refused(ErrorCode.PROVIDER_ANSWER_INVALID));
    provider.next().at(Endpoint.USERINFO).header("Content-Type", type);
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.USERINFO_INVALID));
  }
}
