package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.ProtectedAnswers.IdTokens;
import dev.holdfast.config.ProtectedAnswers.UserinfoAnswers;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** ID tokens that are encrypted for this client, and signed inside (IDT-04). */
class EncryptedAnswersTest {

  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  private final MapSessionStore sessions = new MapSessionStore(time);
  private FakeProvider provider;

  @BeforeEach
  void start() {
    provider = FakeProvider.start(time).accessTokenLife(Duration.ofMinutes(5));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  /** Encrypts the ID token of every answer. */
  private static UnaryOperator<Reply> idToken(UnaryOperator<String> how) {
    return answer ->
        answer
            .member("id_token")
            .map(token -> answer.with("id_token", how.apply(String.valueOf(token))))
            .orElse(answer);
  }

  private OidcConfigBuilder config(IdTokens idTokens, UserinfoAnswers userinfo) {
    return Node.config(provider).answers(SealedText.agreed(idTokens, userinfo));
  }

  private OidcConfig required() {
    return config(IdTokens.REQUIRED, UserinfoAnswers.ANY).build();
  }

  private Node node(OidcConfig config) {
    return Node.over(config, sessions, new MapCoordinationStore(time), time);
  }

  private void assertRefused(OidcConfig config, ErrorCode code) {
    try (Node node = node(config)) {
      assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(code));
      assertThat(sessions.size()).isZero();
    }
  }

  static Stream<Arguments> ways() {
    return Stream.of(
            JWEAlgorithm.RSA_OAEP_256,
            JWEAlgorithm.ECDH_ES,
            JWEAlgorithm.ECDH_ES_A128KW,
            JWEAlgorithm.ECDH_ES_A256KW)
        .flatMap(
            alg ->
                Stream.of(
                        EncryptionMethod.A128GCM,
                        EncryptionMethod.A256GCM,
                        EncryptionMethod.A128CBC_HS256)
                    .map(enc -> arguments(alg, enc)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void an_encrypted_token_is_opened_and_then_checked_like_any_other(
      JWEAlgorithm alg, EncryptionMethod enc) {
    JWK key = alg.equals(JWEAlgorithm.RSA_OAEP_256) ? SealedText.RSA : SealedText.EC;
    provider
        .always()
        .onToken(
            idToken(
                token -> SealedText.sealed(SealedText.header(alg, enc, key).build(), key, token)));
    try (Node node = node(required())) {
      HeldSession held = new HeldSession(node.login());
      String kept = held.current().orElseThrow().session().tokens().idToken().reveal();
      assertThat(kept.split("\\.", -1)).hasSize(3); // what a logout may show to the provider
      time.advance(Duration.ofMinutes(6));
      node.oidc().tokens(held).find().orElseThrow();
    }
  }

  @Test
  void any_of_the_keys_may_be_the_one() {
    provider
        .always()
        .onToken(
            idToken(
                token ->
                    SealedText.sealed(
                        new JWEHeader.Builder(SealedText.DIRECT, SealedText.GCM)
                            .contentType("JWT")
                            .build(),
                        SealedText.NEXT,
                        token)));
    try (Node node = node(required())) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  static Stream<Arguments> hostile() {
    String claims = Base64URL.encode("{\"sub\":\"alice\"}").toString();
    return Stream.of(
        hostile(
            "claims, encrypted and not signed", token -> SealedText.sealed("{\"sub\":\"alice\"}")),
        hostile(
            "alg none inside",
            token ->
                SealedText.sealed(Base64URL.encode("{\"alg\":\"none\"}") + "." + claims + ".")),
        hostile("encrypted twice", token -> SealedText.sealed(SealedText.sealed(token))),
        hostile("empty inside", token -> SealedText.sealed("")));
  }

  static Stream<Arguments> unwanted() {
    return Stream.of(
        hostile(
            "RSA-OAEP with SHA-1",
            token ->
                SealedText.sealed(
                    SealedText.header(oaepWithSha1(), SealedText.GCM, SealedText.RSA).build(),
                    SealedText.RSA,
                    token)),
        hostile(
            "A192GCM",
            token ->
                SealedText.sealed(
                    SealedText.header(SealedText.DIRECT, EncryptionMethod.A192GCM, SealedText.EC)
                        .build(),
                    SealedText.EC,
                    token)),
        hostile(
            "compressed",
            token ->
                SealedText.sealed(
                    SealedText.header(SealedText.DIRECT, SealedText.GCM, SealedText.EC)
                        .compressionAlgorithm(CompressionAlgorithm.DEF)
                        .build(),
                    SealedText.EC,
                    token)),
        hostile("PBES2, with work for an hour", token -> SealedText.byPassword()),
        hostile(
            "cty is something else",
            token ->
                SealedText.sealed(
                    SealedText.header(SealedText.DIRECT, SealedText.GCM, SealedText.EC)
                        .contentType("text")
                        .build(),
                    SealedText.EC,
                    token)));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        hostile(
            "for somebody else",
            token -> {
              JWK stranger = SealedText.ec("e1");
              return SealedText.sealed(
                  SealedText.header(SealedText.DIRECT, SealedText.GCM, stranger).build(),
                  stranger,
                  token);
            }),
        hostile("tampered with", token -> SealedText.tampered(SealedText.sealed(token))),
        hostile("no JWE", token -> "a.b.c.d.e"),
        hostile("another's signature", token -> SealedText.sealed(SealedText.tampered(token))),
        hostile("not encrypted", token -> token));
  }

  @SuppressWarnings("deprecation") // that is the point
  private static JWEAlgorithm oaepWithSha1() {
    return JWEAlgorithm.RSA_OAEP;
  }

  private static Arguments hostile(String what, UnaryOperator<String> how) {
    return arguments(what, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"hostile", "unwanted", "broken"})
  @DisplayName("IDT-04, IDT-14: only signed and then encrypted, as agreed")
  void nothing_else_is_an_encrypted_token(String what, UnaryOperator<String> how) {
    provider.always().onToken(idToken(how));
    assertRefused(required(), ErrorCode.ID_TOKEN_INVALID);
  }

  @Test
  void what_was_not_agreed_is_refused_and_a_change_may_take_its_time() {
    provider.next().onToken(idToken(SealedText::sealed));
    assertRefused(Node.config(provider).build(), ErrorCode.ID_TOKEN_INVALID);
    try (Node node = node(config(IdTokens.ACCEPTED, UserinfoAnswers.ANY).build())) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      provider.next().onToken(idToken(SealedText::sealed));
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  void the_provider_finds_the_public_halves_to_encrypt_with() throws ParseException {
    String published = required().publicKeys().orElseThrow();
    assertThat(published).doesNotContain("\"d\"");
    assertThat(JWKSet.parse(published).getKeys())
        .extracting(key -> key.getKeyID() + " " + key.getKeyUse().identifier())
        .containsExactly("r1 enc", "e1 enc", "e2 enc");
  }
}
