package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.ProtectedAnswers;
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

/** Encrypted ID tokens, signed and encrypted userinfo (IDT-04, UI-03). */
class EncryptedAnswersTest {
  private static final JWK RSA = rsa("r1");
  private static final JWK EC = ec("e1");
  private static final JWK NEXT = ec("e2");
  private static final JWEAlgorithm DIRECT = JWEAlgorithm.ECDH_ES;
  private static final EncryptionMethod GCM = EncryptionMethod.A256GCM;

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

  private static JWK rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWK ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sealed(JWEHeader header, JWK key, String text) {
    try {
      JWEEncrypter encrypter =
          key.equals(RSA) ? new RSAEncrypter(key.toRSAKey()) : new ECDHEncrypter(key.toECKey());
      JWEObject object = new JWEObject(header, new Payload(text));
      object.encrypt(encrypter);
      return object.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sealed(String text) {
    return sealed(header(DIRECT, GCM, EC).build(), EC, text);
  }

  private static JWEHeader.Builder header(JWEAlgorithm alg, EncryptionMethod enc, JWK key) {
    return new JWEHeader.Builder(alg, enc).keyID(key.getKeyID()).contentType("JWT");
  }

  /** Encrypts the ID token of every answer. */
  private static UnaryOperator<Reply> idToken(UnaryOperator<String> how) {
    return answer ->
        answer
            .member("id_token")
            .map(token -> answer.with("id_token", how.apply(String.valueOf(token))))
            .orElse(answer);
  }

  private static ProtectedAnswers agreed(IdTokens idTokens, UserinfoAnswers userinfo) {
    return new ProtectedAnswers(
        Stream.of(RSA, EC, NEXT).map(key -> PrivateJwk.parse(key.toJSONString())).toList(),
        idTokens,
        userinfo);
  }

  private OidcConfigBuilder config(IdTokens idTokens, UserinfoAnswers userinfo) {
    return Node.config(provider).answers(agreed(idTokens, userinfo));
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
    JWK key = alg.equals(JWEAlgorithm.RSA_OAEP_256) ? RSA : EC;
    provider.always().onToken(idToken(token -> sealed(header(alg, enc, key).build(), key, token)));
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
                    sealed(
                        new JWEHeader.Builder(DIRECT, GCM).contentType("JWT").build(),
                        NEXT,
                        token)));
    try (Node node = node(required())) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  static Stream<Arguments> hostile() {
    String claims = Base64URL.encode("{\"sub\":\"alice\"}").toString();
    return Stream.of(
        hostile("claims, encrypted and not signed", token -> sealed("{\"sub\":\"alice\"}")),
        hostile(
            "alg none inside",
            token -> sealed(Base64URL.encode("{\"alg\":\"none\"}") + "." + claims + ".")),
        hostile("encrypted twice", token -> sealed(sealed(token))),
        hostile("empty inside", token -> sealed("")),
        hostile(
            "RSA-OAEP with SHA-1",
            token -> sealed(header(oaepWithSha1(), GCM, RSA).build(), RSA, token)),
        hostile(
            "A192GCM",
            token -> sealed(header(DIRECT, EncryptionMethod.A192GCM, EC).build(), EC, token)),
        hostile(
            "compressed",
            token ->
                sealed(
                    header(DIRECT, GCM, EC).compressionAlgorithm(CompressionAlgorithm.DEF).build(),
                    EC,
                    token)),
        hostile(
            "cty is something else",
            token -> sealed(header(DIRECT, GCM, EC).contentType("text").build(), EC, token)),
        hostile(
            "for somebody else",
            token -> {
              JWK stranger = ec("e1");
              return sealed(header(DIRECT, GCM, stranger).build(), stranger, token);
            }),
        hostile("tampered with", token -> tampered(sealed(token))),
        hostile("no JWE", token -> "a.b.c.d.e"),
        hostile("another's signature", token -> sealed(tampered(token))),
        hostile("not encrypted", token -> token));
  }

  @SuppressWarnings("deprecation") // that is the point
  private static JWEAlgorithm oaepWithSha1() {
    return JWEAlgorithm.RSA_OAEP;
  }

  private static String tampered(String token) {
    int dot = token.lastIndexOf('.');
    byte[] last = new Base64URL(token.substring(dot + 1)).decode();
    last[0] ^= 1;
    return token.substring(0, dot + 1) + Base64URL.encode(last);
  }

  private static Arguments hostile(String what, UnaryOperator<String> how) {
    return arguments(what, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  @DisplayName("IDT-04, IDT-14: only signed and then encrypted, as agreed")
  void nothing_else_is_an_encrypted_token(String what, UnaryOperator<String> how) {
    provider.always().onToken(idToken(how));
    assertRefused(required(), ErrorCode.ID_TOKEN_INVALID);
  }

  @Test
  void what_was_not_agreed_is_refused_and_a_change_may_take_its_time() {
    provider.next().onToken(idToken(EncryptedAnswersTest::sealed));
    assertRefused(Node.config(provider).build(), ErrorCode.ID_TOKEN_INVALID);
    try (Node node = node(config(IdTokens.ACCEPTED, UserinfoAnswers.ANY).build())) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      provider.next().onToken(idToken(EncryptedAnswersTest::sealed));
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
    return config(idTokens, form).askUserinfo().build();
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
    answerUserinfo(EncryptedAnswersTest::sealed, claims -> {});
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
    assertRefused(withUserinfo(UserinfoAnswers.SIGNED), ErrorCode.USERINFO_INVALID);
  }

  @Test
  @DisplayName("UI-03: nothing less than was agreed")
  void userinfo_without_the_agreed_protection_is_no_login() {
    assertRefused(withUserinfo(UserinfoAnswers.SIGNED), ErrorCode.USERINFO_INVALID);
    assertRefused(withUserinfo(UserinfoAnswers.ENCRYPTED), ErrorCode.USERINFO_INVALID);
    answerUserinfo(signed -> signed, claims -> {});
    assertRefused(withUserinfo(UserinfoAnswers.ENCRYPTED), ErrorCode.USERINFO_INVALID);
    answerUserinfo(signed -> sealed("{\"sub\":\"alice\"}"), claims -> {});
    assertRefused(withUserinfo(UserinfoAnswers.ENCRYPTED), ErrorCode.USERINFO_INVALID);
    answerUserinfo(EncryptedAnswersTest::tampered, claims -> {});
    assertRefused(withUserinfo(UserinfoAnswers.ANY), ErrorCode.USERINFO_INVALID);
  }
}
