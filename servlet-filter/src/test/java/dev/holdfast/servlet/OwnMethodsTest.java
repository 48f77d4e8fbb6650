package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfigBuilder;
import dev.holdfast.config.PrivateJwk;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.Page;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The methods that this filter's own addresses know, and all others. */
@TestInstance(Lifecycle.PER_CLASS)
class OwnMethodsTest {
  private final Shop shop = Shop.open(Shop.Kind.MEMORY, OwnMethodsTest::withEveryAddress);
  private final Browser browser;

  OwnMethodsTest() {
    shop.provider.client(FakeClient.withKeysAt("keyed", shop.home().resolve("/auth/jwks")));
    browser = shop.loggedIn();
  }

  /** With keys to show, and with a provider that may end sessions in both ways. */
  private static OidcConfigBuilder withEveryAddress(OidcConfigBuilder client) {
    try {
      String key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate().toJSONString();
      return client
          .clientId("keyed")
          .authenticateWith(new ClientAuthentication.PrivateKeyJwt(PrivateJwk.parse(key)))
          .remoteLogout(new RemoteLogout(true, true, false, true));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  void close() {
    shop.close();
  }

  private Page send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(shop.home().resolve(path))
            .method(method, BodyPublishers.noBody())
            .header("Sec-Fetch-Site", "same-origin")
            .header("X-Requested-By", "shop")
            .header("X-Sent", "never to be repeated");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return browser.send(request);
  }

  private void assertRefused(Page page, String allowed) {
    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).hasValue(allowed);
    assertThat(page.header("Location")).isEmpty();
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.setCookies()).isEmpty();
    assertThat(page.body()).doesNotContain("never to be repeated").doesNotContain("Cookie");
  }

  @ParameterizedTest
  @CsvSource({
    "/auth/login,GET",
    "/auth/callback,GET",
    "/auth/logout,POST",
    "/auth/logged-out,GET",
    "/auth/session,'GET, HEAD'",
    "/auth/jwks,'GET, HEAD'",
    "/auth/backchannel-logout,POST",
    "/auth/frontchannel-logout,GET"
  })
  @DisplayName("SRV-26: TRACE, unknown methods and other spellings are 405 with Allow")
  void an_own_address_knows_its_methods_alone(String path, String allowed) {
    for (String method : List.of("TRACE", "BREW", "PUT", "DELETE", "get", "post")) {
      assertRefused(send(method, path), allowed);
    }
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/auth/login,POST,GET",
    "/auth/callback,TRACE,GET",
    "/auth/logout,GET,POST",
    "/auth/logged-out,POST,GET",
    "/auth/session,POST,GET",
    "/auth/jwks,POST,GET",
    "/auth/backchannel-logout,GET,POST",
    "/auth/frontchannel-logout,POST,GET"
  })
  @DisplayName("SRV-26: what a header or a parameter says of the method is nothing")
  void no_header_makes_another_method_of_it(String path, String method, String wanted) {
    List<String> names = List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override");
    for (String name : names) {
      assertThat(send(method, path + "?_method=" + wanted, name, wanted).status()).isEqualTo(405);
    }
    assertThat(browser.get("/whoami").status()).isEqualTo(200);
  }
}
