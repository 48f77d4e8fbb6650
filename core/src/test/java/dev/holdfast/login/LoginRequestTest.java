package dev.holdfast.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login leads where the application's code says, if that is a path. */
class LoginRequestTest {

  @Test
  void a_path_may_be_said_as_text() {
    assertThat(LoginRequest.to("/orders?id=1&next=%2Ffoo"))
        .isEqualTo(LoginRequest.to(ReturnPath.parse("/orders?id=1&next=%2Ffoo").orElseThrow()));
  }

  @ParameterizedTest
  @DisplayName("RED-01: anything else is the application's mistake, and is not repeated")
  @ValueSource(
      strings = {
        "",
        "orders",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/evil/../b",
        "/evil b"
      })
  void what_is_no_path_is_refused(String other) {
    assertThatThrownBy(() -> LoginRequest.to(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a path of this application")
        .hasMessageNotContaining("evil");
  }
}
