package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("DPB-04: WWW-Authenticate as RFC 9110 writes it")
class ChallengesTest {

  @Test
  void a_bare_scheme_and_one_with_parameters_are_told_apart() {
    assertThat(parse("Bearer, DPoP algs=\"ES256 PS256\", error=\"use_dpop_nonce\""))
        .containsExactly(
            new Challenge("bearer", Map.of()),
            new Challenge("dpop", Map.of("algs", "ES256 PS256", "error", "use_dpop_nonce")));
  }

  @Test
  void a_comma_may_end_a_parameter_or_a_challenge() {
    assertThat(
            parse("Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=x"))
        .containsExactly(
            new Challenge(
                "newauth", Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")),
            new Challenge("basic", Map.of("realm", "x")));
  }

  @Test
  void the_contents_of_a_token68_do_not_disturb_what_follows() {
    assertThat(parse("Negotiate YII/+abc==, DPoP error=invalid_token"))
        .containsExactly(
            new Challenge("negotiate", Map.of()),
            new Challenge("dpop", Map.of("error", "invalid_token")));
  }

  @Test
  void several_headers_are_read_one_after_the_other() {
    assertThat(Challenges.parse(List.of("Bearer error=\"invalid_token\"", "dpop error=x")))
        .extracting(Challenge::scheme)
        .containsExactly("bearer", "dpop");
  }

  @Test
  void empty_list_elements_and_spaces_around_the_equals_sign_are_fine() {
    assertThat(parse(" , DPoP  error = \"a, DPoP b=c\" ,, , algs=ES256 ,"))
        .containsExactly(new Challenge("dpop", Map.of("error", "a, DPoP b=c", "algs", "ES256")));
  }

  @Test
  void the_first_of_a_repeated_parameter_counts_whatever_its_case() {
    assertThat(parse("DPoP Error=one, error=two"))
        .containsExactly(new Challenge("dpop", Map.of("error", "one")));
  }

  @Test
  void what_stands_before_a_fault_counts() {
    assertThat(parse("DPoP error=use_dpop_nonce, algs=\"ES256"))
        .containsExactly(new Challenge("dpop", Map.of("error", "use_dpop_nonce")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ",", "\"DPoP\"", "=a", "error=use_dpop_nonce", "ä", "DP\u0000oP"})
  void text_that_starts_with_no_scheme_is_no_challenge(String header) {
    assertThat(parse(header)).isEmpty();
  }

  @Test
  void long_hostile_text_is_read_once_and_without_recursion() {
    String escaped = "\\\"".repeat(100_000);
    assertThat(parse("DPoP x=\"" + escaped + "\", error=e"))
        .singleElement()
        .satisfies(challenge -> assertThat(challenge.error()).hasValue("e"));
  }

  private static List<Challenge> parse(String header) {
    return Challenges.parse(List.of(header));
  }
}
