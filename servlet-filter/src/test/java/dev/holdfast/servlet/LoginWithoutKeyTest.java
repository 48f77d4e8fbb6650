package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Oidc;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.SecretText;
import dev.holdfast.store.cookie.CookieSessionStore;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people see who would sign in at a moment when no key is ready for them. */
class LoginWithoutKeyTest {
  private static final DpopKeySource EXHAUSTED =
      request -> {
        throw new IllegalStateException("no DPoP key was ready within PT10S");
      };

  @Test
  void they_are_asked_to_wait_and_the_code_does_not_blame_the_provider() {
    try (FakeProvider provider = FakeProvider.start(InstantSource.system());
        Container container = Container.open()) {
      Oidc oidc =
          Oidc.builder(config(provider, container))
              .sessionStore(new CookieSessionStore(2))
              .coordinationStore(new MapCoordinationStore(InstantSource.system()))
              .keySource(EXHAUSTED)
              .build();
      ShopServlet servlet = new ShopServlet(URI.create("https://api.example"));
      container.start("/", new OidcFilter(oidc, FilterSettings.of(Map.of())), Map.of(), servlet);
      Browser browser = Browser.at(Shop.home(container));
      Page page = browser.navigate("/whoami");

      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isPresent();
      assertThat(page.body())
          .contains("key_unavailable", "Nothing is lost. Wait a moment, then try again.")
          .doesNotContain("provider_unavailable");
      assertThat(browser.cookies()).isEmpty();
      assertThat(provider.requests(Endpoint.PAR)).isEmpty();
    }
  }

  private static OidcConfig config(FakeProvider provider, Container container) {
    return OidcConfig.builder()
        .issuer(URI.create(provider.issuer()))
        .clientId("shop")
        .authenticateWith(new ClientAuthentication.SecretBasic(SecretText.of("shop-secret")))
        .redirectUri(Shop.home(container).resolve("/auth/callback"))
        .allowPlainHttpOnLoopback()
        .sealKeys(KeyRing.parse("k1:" + Shop.KEY))
        .indexKey(IndexKey.parse(Shop.KEY))
        .build();
  }
}
