package dev.holdfast.outbound;

import static dev.holdfast.outbound.Situation.when;
import static dev.holdfast.outbound.World.LIFE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.outbound.Situation.End;
import dev.holdfast.outbound.Situation.Whose;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.token.TokenRefresher;
import java.math.BigInteger;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a call costs at the provider and at the API, and how it ends, when something goes wrong; for
 * users' tokens and for the application's own.
 */
@NullUnmarked
class SituationTest {
  private static final String REFUSED = "DPoP error=\"invalid_token\"";

  /** A token is at hand; the API makes the trouble. */
  private static Stream<Situation> atTheApi() {
    return Stream.of(
        when("nothing goes wrong", world -> {}).costs(0, 1, "200"),
        when("a new nonce in every answer", w -> w.api.nonces(NonceMode.ALWAYS_NEW))
            .calledAgain(3, Duration.ZERO)
            .costs(0, 4, "200"),
        when("a nonce is demanded for ever", w -> w.api.nonces(NonceMode.ENDLESS_DEMAND))
            .costs(0, 2, "401"),
        when("401 without challenge", w -> w.api.next().status(401)).costs(0, 1, "401"),
        when("a challenge for Bearer", w -> w.api.askForBearerNext()).costs(0, 1, "401"),
        when("invalid_token once", w -> w.api.refuseNextToken()).costs(1, 2, "200"),
        when("invalid_token always", w -> w.api.always().challenge(REFUSED)).costs(1, 2, "401"),
        when("invalid_token always, and many calls", w -> w.api.always().challenge(REFUSED))
            .calledAgain(10, Duration.ZERO)
            .costs(1, 11, "401"),
        when(
                "invalid_token, and then a nonce is demanded",
                w -> {
                  w.api.nonces(NonceMode.ROTATING);
                  w.api.refuseNextToken();
                })
            .costs(1, 3, "200"),
        when("503", w -> w.api.always().status(503)).costs(0, 1, "503"),
        when(
                "a refusal drips without end",
                w -> {
                  w.api.nonces(NonceMode.ROTATING);
                  w.api.next().dripBody();
                })
            .costs(0, 2, "200"),
        when("the connection is closed after a POST", w -> w.posting().api.next().loseAnswer())
            .costs(0, 1, "broken connection"));
  }

  /** There is no token that is good; the provider wants something, or refuses. */
  private static Stream<Situation> atTheProvider() {
    return Stream.of(
        when("a token is needed", World::needsToken).costs(1, 1, "200"),
        when(
                "a new nonce in every answer",
                w -> w.needsToken().provider.nonces(NonceMode.ALWAYS_NEW))
            .calledAgain(3, LIFE)
            .costs(4, 3, "200"),
        when(
                "a nonce is demanded for ever",
                w -> w.needsToken().provider.nonces(NonceMode.ENDLESS_DEMAND))
            .costs(2, 0, "try later: proof_refused"),
        when(
                "the client is refused",
                w -> w.needsToken().provider.next().at(Endpoint.TOKEN).error(401, "invalid_client"))
            .costs(1, 0, "try later: client_refused"),
        when(
                "the grant is refused",
                w -> w.needsToken().provider.next().at(Endpoint.TOKEN).error(400, "invalid_grant"))
            .ofUser(1, 0, "login required: grant_refused")
            .ofApplication(1, 0, "try later: grant_refused"));
  }

  /** There is no token that is good; the provider does not answer. */
  private static Stream<Situation> withoutTheProvider() {
    return Stream.of(
        when("503", w -> w.needsToken().provider.always().at(Endpoint.TOKEN).status(503))
            .costs(1, 0, "try later: provider_unavailable"),
        when(
                "503, and many calls",
                w -> w.needsToken().provider.always().at(Endpoint.TOKEN).status(503))
            .calledAgain(10, Duration.ofMillis(1))
            .costs(1, 0, "try later: provider_unavailable"),
        when("429", w -> w.needsToken().provider.next().at(Endpoint.TOKEN).status(429))
            .costs(1, 0, "try later: provider_unavailable"),
        when(
                "the answer drips without end",
                w -> w.needsToken().impatient().provider.next().at(Endpoint.TOKEN).dripBody())
            .costs(1, 0, "try later: provider_unavailable"),
        when(
                "the connection is closed without an answer",
                w -> w.needsToken().provider.next().at(Endpoint.TOKEN).dropConnection())
            .costs(1, 0, "try later: provider_unavailable"),
        when(
                "the answer is lost after the work",
                w -> w.needsToken().provider.next().at(Endpoint.TOKEN).loseAnswer())
            .costs(1, 0, "try later: provider_unavailable"));
  }

  /** The provider gives a token, of a kind. */
  private static Stream<Situation> inTheAnswer() {
    return Stream.of(
        when("a web page", w -> w.needsToken().provider.next().at(Endpoint.TOKEN).html())
            .costs(1, 0, "try later: provider_answer_invalid"),
        when("an unknown token_type", w -> answers(w.needsToken(), "token_type", "mac"))
            .costs(1, 0, "try later: provider_answer_invalid"),
        when("Bearer in place of DPoP", w -> answers(w.needsToken(), "token_type", "Bearer"))
            .ofUser(1, 0, "login required: token_not_bound")
            .ofApplication(1, 0, "try later: token_not_bound"),
        when("a token over 16 KiB", w -> w.needsToken().provider.accessTokenBytes(17 * 1024))
            .costs(1, 0, "try later: provider_answer_invalid"),
        when("no expires_in, within an hour", World::withoutEnd)
            .calledAgain(2, Duration.ofMinutes(59))
            .costs(1, 2, "200"),
        when("no expires_in, after an hour", World::withoutEnd)
            .calledAgain(2, Duration.ofMinutes(60))
            .ofUser(1, 2, "200") // the session ends one day
            .ofApplication(2, 2, "200"),
        when(
                "no expires_in, and an API that refuses it later",
                w -> {
                  w.withoutEnd();
                  w.provider.accessTokenLife(LIFE);
                })
            .calledAgain(2, LIFE)
            .costs(2, 3, "200"),
        when("expires_in is 0", w -> answers(w.needsToken(), "expires_in", 0))
            .calledAgain(3, Duration.ZERO)
            .costs(3, 3, "200"),
        when(
                "expires_in is huge",
                w -> {
                  w.needsToken().provider.accessTokenLife(Duration.ofDays(60));
                  answers(w, "expires_in", new BigInteger("9".repeat(30)));
                })
            .calledAgain(2, Duration.ofDays(20))
            .costs(1, 2, "200"));
  }

  /** What only one of the two kinds knows. */
  private static Stream<Situation> ofOneKind() {
    return Stream.of(
        when("a new refresh token each time", World::needsToken)
            .calledAgain(3, LIFE)
            .ofUser(3, 3, "200"),
        when("no new refresh token", w -> w.needsToken().provider.rotateRefreshTokens(false))
            .calledAgain(3, LIFE)
            .ofUser(3, 3, "200"),
        when("invalid_token always, and the provider has no other token", SituationTest::oneToken)
            .calledAgain(3, TokenRefresher.NEW)
            .ofApplication(3, 5, "401"),
        when(
                "another user in the refreshed ID token",
                w -> w.needsToken().provider.next().onIdToken(c -> c.put("sub", "mallory")))
            .ofUser(1, 0, "login required: id_token_invalid"),
        when(
                "a refresh token that nobody asked for",
                w -> answers(w.needsToken(), "refresh_token", "unasked-for"))
            .calledAgain(2, LIFE)
            .ofApplication(2, 2, "200"));
  }

  /** The first call's token is new, so that only the later ones ask for another, once each. */
  private static void oneToken(World world) {
    answers(world.needsToken(), "access_token", "the-only-one");
    world.api.always().challenge(REFUSED);
  }

  private static void answers(World world, String member, Object value) {
    world.provider.always().onToken(answer -> answer.with(member, value));
  }

  static Stream<Arguments> rows() {
    return Stream.of(atTheApi(), atTheProvider(), withoutTheProvider(), inTheAnswer(), ofOneKind())
        .flatMap(rows -> rows)
        .flatMap(
            row ->
                row.ends().entrySet().stream()
                    .map(end -> Arguments.of(row, end.getKey(), end.getValue())));
  }

  @ParameterizedTest(name = "{0} ({1}): {2}")
  @MethodSource("rows")
  void costs_and_ends(Situation situation, Whose whose, End expected) throws Exception {
    try (World world = new World(whose)) {
      situation.arrange().accept(world);
      assertThat(world.end(situation)).isEqualTo(expected);
    }
  }
}
