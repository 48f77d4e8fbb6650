package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code assertion-type}: for providers that refuse what they do not know (RFC 10070 §4). */
class AssertionTypeTest {
  private static final String SECRET = "0123456789abcdef".repeat(2);

  private final DeployedShop shop = new DeployedShop();
  private ECKey key;

  @BeforeEach
  void makeKey() throws Exception {
    key = new ECKeyGenerator(Curve.P_256).keyID("c1").generate();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Map<String, String> settings(String method) {
    Map<String, String> settings = new HashMap<>();
    settings.put("client-id", "signing");
    settings.put("client-authentication", method);
    if (method.equals("private_key_jwt")) {
      shop.provider.client(FakeClient.withKey("signing", key));
      settings.put("client-key", key.toJSONString());
      settings.put("client-secret", "");
    } else {
      shop.provider.client(FakeClient.withSecretThatSigns("signing", SECRET));
      settings.put("client-secret", SECRET);
    }
    return settings;
  }

  private Page login(Map<String, String> settings) {
    return shop.start(settings, new ProvidersServlet()).browser().open("/orders");
  }

  private Optional<String> type(RecordedCall call) {
    try {
      return Optional.ofNullable(
              SignedJWT.parse(call.form().get("client_assertion")).getHeader().getType())
          .map(JOSEObjectType::getType);
    } catch (java.text.ParseException e) {
      throw new AssertionError("no assertion", e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"private_key_jwt", "client_secret_jwt"})
  @DisplayName("CA-03: the switch drops the type for a server that chokes on it")
  void a_provider_that_refuses_types_is_told_none(String method) {
    shop.provider.habits().assertionsWithoutType();
    Map<String, String> settings = settings(method);
    settings.put("assertion-type", "none");
    assertThat(login(settings).body()).startsWith("alice,");
    for (Endpoint endpoint : List.of(Endpoint.PAR, Endpoint.TOKEN)) {
      assertThat(shop.provider.requests(endpoint))
          .isNotEmpty()
          .allSatisfy(call -> assertThat(type(call)).isEmpty());
    }
  }

  @Test
  @DisplayName("CA-03: without the switch such a server refuses the client")
  void the_type_is_there_unless_the_setting_says_otherwise() {
    shop.provider.habits().assertionsWithoutType();
    assertThat(login(settings("private_key_jwt")).body()).contains("client_refused");
    assertThat(shop.provider.requests(Endpoint.PAR))
        .isNotEmpty()
        .allSatisfy(call -> assertThat(type(call)).hasValue("client-authentication+jwt"));
  }
}
