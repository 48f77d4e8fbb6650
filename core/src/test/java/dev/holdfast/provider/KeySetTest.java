package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.Reply;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the published keys an ID token is checked with. */
class KeySetTest {
  private static final LoginOutcome REFUSED = new LoginOutcome.Refused(ErrorCode.ID_TOKEN_INVALID);

  private final FakeProvider provider = FakeProvider.start();
  private final Node node = node(provider);

  private static Node node(FakeProvider provider) {
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

  private static ECKey curve(Curve curve) throws JOSEException {
    return new ECKeyGenerator(curve).keyID("k").generate();
  }

  private static RSAKey rsa() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID("k").generate();
  }

  private void publish(Map<?, ?>... keys) {
    provider.always().at(Endpoint.JWKS).change(reply -> reply.with("keys", Arrays.asList(keys)));
  }

  private static Map<String, Object> shown(JWK key) {
    return key.toPublicJWK().toJSONObject();
  }

  private static Map<String, Object> shown(JWK key, String member, String value) {
    Map<String, Object> shown = shown(key);
    shown.put(member, value);
    return shown;
  }

  private void sign(JWSHeader.Builder header, JWSSigner signer) {
    provider.always().onToken(reply -> signed(reply, header.build(), signer));
  }

  private static Reply signed(Reply answer, JWSHeader header, JWSSigner signer) {
    try {
      SignedJWT given = SignedJWT.parse((String) answer.member("id_token").orElseThrow());
      SignedJWT own = new SignedJWT(header, given.getJWTClaimsSet());
      own.sign(signer);
      return answer.with("id_token", own.serialize());
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID("k");
  }

  @Test
  @DisplayName("DISC-09: one id, two kinds of key")
  void the_key_of_the_tokens_algorithm_is_used() throws JOSEException {
    RSAKey rsa = rsa();
    publish(shown(curve(Curve.P_256)), shown(rsa));
    sign(header(JWSAlgorithm.PS256), new RSASSASigner(rsa));
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
  }

  @Test
  @DisplayName("DISC-09: a key of another curve is not tried")
  void a_key_of_another_curve_does_not_fit() throws JOSEException {
    ECKey key = curve(Curve.P_384);
    provider.idTokenAlgorithm("ES384"); // for at_hash
    publish(shown(key));
    sign(header(JWSAlgorithm.ES384), new ECDSASigner(key));
    assertThat(node.outcome()).as("the right curve").isInstanceOf(LoginOutcome.LoggedIn.class);
    provider.next().onToken(reply -> reply.with("id_token", relabelled(reply)));
    assertThat(node.outcome()).isEqualTo(REFUSED);
  }

  /** Says ES256, and is signed on P-384. */
  private static String relabelled(Reply answer) {
    String token = (String) answer.member("id_token").orElseThrow();
    return header(JWSAlgorithm.ES256).build().toBase64URL() + token.substring(token.indexOf('.'));
  }

  @ParameterizedTest(name = "DISC-09: a key whose {0} is {1}")
  @CsvSource({
    "use, sig, true",
    "use, enc, false",
    "alg, ES256, true",
    "alg, ES384, false",
    "alg, ECDH-ES, false"
  })
  void what_a_key_says_of_itself_counts(String member, String value, boolean good)
      throws JOSEException {
    ECKey key = curve(Curve.P_256);
    publish(shown(key, member, value));
    sign(header(JWSAlgorithm.ES256), new ECDSASigner(key));
    assertThat(node.outcome() instanceof LoginOutcome.LoggedIn).isEqualTo(good);
  }

  @Test
  @DisplayName("DISC-09: without an id, one key must be the only one")
  void a_token_without_a_key_id_needs_a_single_key() throws JOSEException {
    ECKey key = curve(Curve.P_256);
    publish(shown(key), shown(rsa()));
    sign(new JWSHeader.Builder(JWSAlgorithm.ES256), new ECDSASigner(key));
    assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);

    publish(shown(key), shown(curve(Curve.P_256)));
    try (Node other = node(provider)) {
      assertThat(other.outcome()).isEqualTo(REFUSED);
    }
  }

  @ParameterizedTest(name = "DISC-09: the right one after {0} others")
  @CsvSource({"3, true", "4, false"})
  void at_most_four_keys_are_tried(int others, boolean good) throws JOSEException {
    ECKey key = curve(Curve.P_256);
    List<Map<?, ?>> keys = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      keys.add(shown(curve(Curve.P_256)));
    }
    keys.add(shown(key));
    publish(keys.toArray(Map<?, ?>[]::new));
    sign(header(JWSAlgorithm.ES256), new ECDSASigner(key));
    assertThat(node.outcome() instanceof LoginOutcome.LoggedIn).isEqualTo(good);
  }

  @Test
  @DisplayName("DISC-11: public, the very same key will do")
  void a_published_private_key_is_nobodys_proof() throws JOSEException {
    ECKey key = curve(Curve.P_256);
    sign(header(JWSAlgorithm.ES256), new ECDSASigner(key));
    publish(key.toJSONObject());
    assertThat(node.outcome()).isEqualTo(REFUSED);
    publish(shown(key));
    try (Node other = node(provider)) {
      assertThat(other.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  @DisplayName("DISC-06: two providers, one key id")
  void a_key_of_another_provider_verifies_nothing() throws JOSEException {
    ECKey theirs = curve(Curve.P_256);
    try (FakeProvider other = FakeProvider.start();
        Node there = node(other)) {
      other.always().at(Endpoint.JWKS).change(reply -> reply.with("keys", List.of(shown(theirs))));
      other
          .always()
          .onToken(reply -> signed(reply, header(JWSAlgorithm.ES256).build(), signer(theirs)));
      assertThat(there.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
      other.forgetRequests();

      publish(shown(curve(Curve.P_256)));
      sign(header(JWSAlgorithm.ES256), signer(theirs));
      assertThat(node.outcome()).isEqualTo(REFUSED);
      assertThat(other.requests()).isEmpty();
    }
  }

  private static JWSSigner signer(ECKey key) {
    try {
      return new ECDSASigner(key);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
