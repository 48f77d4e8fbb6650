package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CB-02, CB-03, CB-07, A02, A19: what a callback may look like")
class CallbackParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "code=x",
        "code=x&state=",
        "state=s",
        "code=&state=s",
        "code=x&error=y&state=s",
        "code=x&code=y&state=s",
        "code=x&state=a&state=b",
        "code=x&iss=a&iss=b&state=s",
        "code=x&access_token=y&state=s",
        "code=x&id_token=y&state=s",
        "response=jwt&code=x&state=s",
        "code=a%20b&state=s",
        "code=a%0d&state=s",
        "code=%zz&state=s",
        "code=x&state=s&a=1&a=2"
      })
  void anything_else_is_no_answer(String query) {
    assertThat(CallbackParameters.parse(query)).isEmpty();
  }

  @Test
  void a_code_or_an_error_with_a_state_is_one() {
    CallbackParameters code =
        CallbackParameters.parse("code=x%2Fy&state=s&iss=https%3A%2F%2Fid.example&session_state=z")
            .orElseThrow();
    assertThat(code.code().orElseThrow().reveal()).isEqualTo("x/y");
    assertThat(code.issuer()).contains("https://id.example");
    assertThat(code.error()).isEmpty();
    assertThat(code.toString()).doesNotContain("x/y");
    assertThat(CallbackParameters.parse("error=access_denied&state=s").orElseThrow().error())
        .contains("access_denied");
  }

  @Test
  void a_query_without_end_is_not_read() {
    assertThat(CallbackParameters.parse("code=x&state=" + "s".repeat(20_000))).isEmpty();
  }
}
