package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.ProtectedAnswers.IdTokens;
import dev.holdfast.config.ProtectedAnswers.UserinfoAnswers;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Userinfo that is signed, or signed and encrypted (UI-02, UI-03). */
class SignedUserinfoTest {
  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  private final MapSessionStore sessions = new MapSessionStore(time);
  private FakeProvider provider;

  @BeforeEach
  void start() {
    provider = FakeProvider.start(time);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Node node(OidcConfig config) {
    return Node.over(config, sessions, new MapCoordinationStore(time), time);
  }

  private void assertRefused(OidcConfig config) {
    try (Node node = node(config)) {
      assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.USERINFO_INVALID));
      assertThat(sessions.size()).isZero();
    }
  }

  private void answerUserinfo(UnaryOperator<String> how, Consumer<Map<String, Object>> edit) {
    String signed =
        provider.signedUserinfo(
            "shop",
            claims -> {
              claims.put("sub", "alice");
              claims.put("nickname", "al");
              edit.accept(claims);
            });
    provider.next().onUserinfo(any -> Reply.text(200, "application/jwt", how.apply(signed)));
  }

  private OidcConfig withUserinfo(UserinfoAnswers form) {
    IdTokens idTokens = form == UserinfoAnswers.ENCRYPTED ? IdTokens.OFF : IdTokens.ACCEPTED;
    return Node.config(provider).answers(SealedText.agreed(idTokens, form)).askUserinfo().build();
  }

  private void assertNickname(OidcConfig config) {
    try (Node node = node(config)) {
      assertThat(node.login().session().claims().text("nickname")).hasValue("al");
    }
  }

  @Test
  void signed_userinfo_is_verified_and_taken() {
    answerUserinfo(signed -> signed, claims -> {});
    assertNickname(withUserinfo(UserinfoAnswers.SIGNED));
    answerUserinfo(signed -> signed, claims -> {});
    assertNickname(withUserinfo(UserinfoAnswers.ANY));
    answerUserinfo(SealedText::sealed, claims -> {});
    assertNickname(withUserinfo(UserinfoAnswers.ENCRYPTED));
  }

  static Stream<Arguments> wrongUserinfo() {
    return Stream.of(
        wrong("another issuer", claims -> claims.put("iss", "https://evil.example")),
        wrong("another audience", claims -> claims.put("aud", List.of("other"))),
        wrong("no audience", claims -> claims.remove("aud")),
        wrong("UI-02 another user", claims -> claims.put("sub", "mallory")),
        wrong("over", claims -> claims.put("exp", 1_800_000_000L)),
        wrong("exp is no date", claims -> claims.put("exp", "tomorrow")));
  }

  private static Arguments wrong(String what, Consumer<Map<String, Object>> edit) {
    return arguments(what, edit);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongUserinfo")
  void signed_userinfo_that_says_something_else_is_no_login(
      String what, Consumer<Map<String, Object>> edit) {
    answerUserinfo(signed -> signed, edit);
    assertRefused(withUserinfo(UserinfoAnswers.SIGNED));
  }

  @Test
  @DisplayName("UI-03: nothing less than was agreed")
  void userinfo_without_the_agreed_protection_is_no_login() {
    assertRefused(withUserinfo(UserinfoAnswers.SIGNED));
    assertRefused(withUserinfo(UserinfoAnswers.ENCRYPTED));
    answerUserinfo(signed -> signed, claims -> {});
    assertRefused(withUserinfo(UserinfoAnswers.ENCRYPTED));
    answerUserinfo(signed -> SealedText.sealed("{\"sub\":\"alice\"}"), claims -> {});
    assertRefused(withUserinfo(UserinfoAnswers.ENCRYPTED));
    answerUserinfo(SealedText::tampered, claims -> {});
    assertRefused(withUserinfo(UserinfoAnswers.ANY));
  }
}
