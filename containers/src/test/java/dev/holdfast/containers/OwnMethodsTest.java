package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.testkit.Browser;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods that an address of the filter does not know, whoever refuses them. */
@TestInstance(Lifecycle.PER_CLASS)
class OwnMethodsTest {
  private final Shop shop =
      Shop.open(
          Map.of(
              "front-channel-logout", "true",
              "clients", "billing",
              "client.billing.client-id", "billing",
              "client.billing.client-authentication", "private_key_jwt",
              "client.billing.client-key", key()));
  private final Browser browser = shop.loggedIn();

  private static String key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k1").generate().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/auth/login,GET",
    "/auth/callback,GET",
    "/auth/logout,POST",
    "/auth/logged-out,GET",
    "/auth/session,GET",
    "/auth/jwks,GET",
    "/auth/backchannel-logout,POST",
    "/auth/frontchannel-logout,GET"
  })
  @DisplayName("SRV-26: TRACE and unknown methods are refused, whatever a header says")
  void an_own_address_knows_its_methods_alone(String path, String wanted) {
    for (String method : List.of("TRACE", "BREW", wanted.equals("GET") ? "PUT" : "GET")) {
      String answer = send(method, path, wanted);
      assertThat(answer).as(method).doesNotContain("never to be repeated", "X-Reached");
      if (method.equals("TRACE") && Container.name().startsWith("jetty")) {
        assertThat(answer).startsWith("HTTP/1.1 403"); // by its own defaults, before any filter
      } else {
        assertThat(answer)
            .as(method)
            .startsWith("HTTP/1.1 405")
            .containsPattern("(?i)\\r\\nAllow: ");
      }
    }
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  private String send(String method, String path, String override) {
    String cookies =
        browser.cookies().entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return RawRequest.answer(
        shop,
        method + " " + path,
        List.of(
            "Cookie: " + cookies,
            "Sec-Fetch-Site: same-origin",
            "X-HTTP-Method-Override: " + override,
            "X-Sent: never to be repeated"));
  }
}
