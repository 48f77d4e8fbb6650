package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key set with keys that cannot be read (RFC 7517 §5). */
class UnreadableKeysTest {
  private static final String SOME = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
  private static final String OTHER = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

  private final FakeProvider provider = FakeProvider.start();
  private final Node node = node();

  private Node node() {
    InstantSource time = InstantSource.system();
    return Node.over(
        Node.config(provider).build(),
        new MapSessionStore(time),
        new MapCoordinationStore(time),
        time);
  }

  @AfterEach
  void stop() {
    node.close();
    provider.close();
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        key("of a curve nobody knows", curve("brainpoolP256r1", OTHER)),
        key("of a curve that is not for signing", curve("X25519", OTHER)),
        key("that is no point of its curve", curve("P-256", SOME)),
        key("without a coordinate", Map.of("kty", "EC", "crv", "P-256", "x", SOME, "kid", "k")),
        key("without a curve", Map.of("kty", "EC", "x", SOME, "y", OTHER)),
        key("without a modulus", Map.of("kty", "RSA", "e", "AQAB")),
        key("whose modulus is no text", Map.of("kty", "RSA", "e", "AQAB", "n", 7)),
        key("of no bytes", Map.of("kty", "OKP", "crv", "Ed25519", "x", "")),
        key("of another edwards curve", Map.of("kty", "OKP", "crv", "Ed448", "x", SOME)),
        key("of a kind nobody knows", Map.of("kty", "AKP", "alg", "ML-DSA-44", "pub", SOME)),
        key("of no kind", Map.of("kid", "k")),
        key("whose kind is no text", Map.of("kty", 7)),
        key("for contrary uses", with("key_ops", List.of("sign", "encrypt"))),
        key("whose use is empty", with("use", "")),
        key("whose certificates are none", with("x5c", List.of("AA=="))),
        key("that is no object", "none"),
        key("that is a list", List.of()));
  }

  private static Arguments key(String what, Object shown) {
    return Arguments.of(what, shown);
  }

  private static Map<String, Object> curve(String name, String y) {
    return Map.of("kty", "EC", "crv", name, "x", SOME, "y", y, "kid", "k");
  }

  private static Map<String, Object> with(String member, Object value) {
    return Map.of("kty", "EC", "crv", "P-256", "x", SOME, "y", OTHER, member, value);
  }

  private static Reply before(Reply keySet, Object unreadable) {
    List<Object> keys = new ArrayList<>(List.of(unreadable));
    keys.addAll((List<?>) keySet.member("keys").orElseThrow());
    return keySet.with("keys", keys);
  }

  @ParameterizedTest(name = "a key {0}")
  @MethodSource("keys")
  @DisplayName("DISC-11: a key that cannot be used takes nothing from the others")
  void the_other_keys_are_used(String what, Object unreadable) {
    provider.always().at(Endpoint.JWKS).change(reply -> before(reply, unreadable));
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @ParameterizedTest(name = "a key {0}")
  @MethodSource("keys")
  @DisplayName("DISC-11: and on its own it is no key")
  void alone_it_verifies_nothing(String what, Object unreadable) {
    provider.always().at(Endpoint.JWKS).change(reply -> reply.with("keys", List.of(unreadable)));
    assertThat(node.outcome()).isEqualTo(new LoginOutcome.Refused(ErrorCode.ID_TOKEN_INVALID));
  }
}
