package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.login.LoginCookie;
import dev.holdfast.seal.Base64Url;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever tries sealed values of their own learns from no answer how near they have come. */
@ParameterizedClass
@EnumSource
class LookAlikeFailuresTest {
  private static final String SESSION = "loopback-session";
  private static final Pattern STATE = Pattern.compile("(?<=[?&]state=)[^&]+");

  private final Shop shop;

  LookAlikeFailuresTest(Shop.Kind kind) {
    shop = Shop.open(kind);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** Everything that is answered but for the date, the reference and what was sent. */
  private static String seen(Page page) {
    TreeMap<String, List<String>> headers = new TreeMap<>(page.headers().map());
    headers.remove("date");
    return (page.status() + " " + headers + " " + page.body())
        .replaceAll("\"reference\":\"[0-9a-f]{8}\"", "reference")
        .replaceAll("\\b[0-9a-f]{8}\\b", "reference")
        .replaceAll("login-[0-9a-f]{16}", "login");
  }

  private static String flipped(String base64url, int byteFromEnd) {
    byte[] bytes = Base64Url.decode(base64url).orElseThrow();
    bytes[Math.floorMod(byteFromEnd, bytes.length)] ^= 4;
    return Base64Url.encode(bytes);
  }

  /** In the tag of a sealed cookie; in the secret of one that names a record. */
  private static String otherEnd(String cookie) {
    int last = cookie.lastIndexOf('.') + 1;
    return cookie.substring(0, last) + flipped(cookie.substring(last), -1);
  }

  /** In the version of a sealed cookie; in the name of the record. */
  private static String otherBeginning(String cookie) {
    String[] parts = cookie.split("\\.", 3);
    parts[1] = flipped(parts[1], 0);
    return String.join(".", parts);
  }

  private static String otherForm(String cookie) {
    return "2" + cookie.substring(1);
  }

  @Test
  @DisplayName("CRY-10: a session cookie with a wrong tag, version or secret, or that is too old")
  void session_cookies_that_open_nothing_are_answered_alike() {
    String cookie = shop.loggedIn().cookie(SESSION).orElseThrow();
    assertThat(asked(cookie).status()).isEqualTo(200);
    List<UnaryOperator<String>> hostile =
        List.of(
            LookAlikeFailuresTest::otherEnd,
            LookAlikeFailuresTest::otherBeginning,
            LookAlikeFailuresTest::otherForm,
            text -> "1.junk");
    List<String> answers = new ArrayList<>();
    hostile.forEach(change -> answers.add(seen(asked(change.apply(cookie)))));
    shop.time.advance(Duration.ofHours(9));
    answers.add(seen(asked(cookie)));
    assertThat(answers).hasSize(5).allMatch(answer -> answer.startsWith("401 "));
    assertThat(answers).containsOnly(answers.get(0));
  }

  private Page asked(String cookie) {
    Browser browser = shop.browser();
    browser.plant(SESSION, cookie);
    return browser.get("/whoami");
  }

  @Test
  @DisplayName("CRY-10: a state with a wrong tag or version, another's cookie, or that is too old")
  void states_that_open_nothing_are_answered_alike() {
    Browser began = shop.browser();
    URI callback = began.follow(began.navigate("/whoami")).location().orElseThrow();
    Matcher found = STATE.matcher(callback.toString());
    assertThat(found.find()).isTrue();
    String state = found.group();
    String cookie = began.cookie("loopback-" + nameFor(state)).orElseThrow();
    List<String> answers = new ArrayList<>();
    for (String other : List.of(flipped(state, -1), flipped(state, 0), flipped(state, 1))) {
      answers.add(seen(answered(callback, other, cookie)));
    }
    answers.add(seen(answered(callback, state, flipped(cookie, 0))));
    shop.time.advance(Duration.ofHours(1));
    answers.add(seen(answered(callback, state, cookie)));
    assertThat(answers).hasSize(5).allMatch(answer -> answer.startsWith("400 "));
    assertThat(answers).containsOnly(answers.get(0));
    shop.time.advance(Duration.ofHours(-1));
    assertThat(answered(callback, state, cookie).status()).as("as it was").isEqualTo(303);
  }

  private Page answered(URI callback, String state, String cookie) {
    Browser browser = shop.browser();
    browser.plant("loopback-" + nameFor(state), cookie);
    return browser.navigate(URI.create(STATE.matcher(callback.toString()).replaceFirst(state)));
  }

  private static String nameFor(String state) {
    return LoginCookie.nameFor(SecretText.of(state));
  }
}
