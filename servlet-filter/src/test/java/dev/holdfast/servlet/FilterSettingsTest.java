package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A deployed filter says everything that is wrong with its settings, and starts without calling.
 */
class FilterSettingsTest {

  private static Map<String, String> good(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("issuer", "http://127.0.0.1:9"); // nobody listens there
    settings.put("client-id", "shop");
    settings.put("client-secret", "shop-secret");
    settings.put("redirect-uri", "http://127.0.0.1:" + port + "/auth/callback");
    settings.put("allow-http-loopback", "true");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", "memory");
    return settings;
  }

  private static void start(Container container, Map<String, String> settings) {
    container.start(
        "/", new OidcFilter(), settings, new ShopServlet(URI.create("https://api.example")));
  }

  @Test
  void every_problem_is_named_at_once() { // SRV-22
    try (Container container = Container.open()) {
      Map<String, String> settings = good(container.port());
      settings.remove("issuer");
      settings.put("cookei-name", "x");
      settings.put("idle-timeout", "soon");
      settings.put("callback-path", "/elsewhere");
      settings.put("logout-path", "/auth/login");
      settings.put("public", "images");
      settings.put("session-store", "paper");
      assertThatThrownBy(() -> start(container, settings))
          .rootCause()
          .asInstanceOf(type(ConfigurationException.class))
          .extracting(ConfigurationException::problems)
          .asString()
          .contains("issuer is missing")
          .contains("cookei-name is unknown; did you mean cookie-name?")
          .contains("idle-timeout is no time")
          .contains("callback-path is /elsewhere, but redirect-uri ends otherwise")
          .contains("need a path of their own each")
          .contains("public has a pattern")
          .contains("session-store is none of");
    }
  }

  @Test
  void a_provider_that_is_down_stops_logins_but_not_the_application() { // SRV-23
    try (Container container = Container.open()) {
      Map<String, String> settings = good(container.port());
      settings.put("public", "/whoami");
      start(container, settings);
      Browser browser = Browser.at(Shop.home(container));
      assertThat(browser.navigate("/whoami").status()).isEqualTo(200);
      Page page = browser.navigate("/orders");
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.header("Retry-After")).isPresent();
      assertThat(browser.cookies()).isEmpty();
    }
  }

  @Test
  void a_file_says_what_the_init_params_do_not(@TempDir Path directory) throws Exception {
    try (Container container = Container.open()) {
      Map<String, String> settings = good(container.port());
      String issuer = settings.remove("issuer");
      Path file = directory.resolve("oidc.properties");
      Files.writeString(file, "issuer=" + issuer + "\nclient-id=another\npublic=/whoami\n");
      settings.put("settings-file", file.toString());
      start(container, settings);
      Browser browser = Browser.at(Shop.home(container));
      assertThat(browser.navigate("/whoami").status()).isEqualTo(200);
    }
  }

  @Test
  void a_file_that_is_not_there_is_a_problem() {
    try (Container container = Container.open()) {
      Map<String, String> settings = good(container.port());
      settings.put("settings-file", "/nowhere/oidc.properties");
      assertThatThrownBy(() -> start(container, settings))
          .hasStackTraceContaining("settings-file cannot be read");
    }
  }

  @Test
  void a_file_whose_name_cannot_be_found_out_is_a_problem() {
    try (Container container = Container.open()) {
      Map<String, String> settings = good(container.port());
      settings.put("settings-file", "${env:HOLDFAST_IS_NOT_SET}");
      assertThatThrownBy(() -> start(container, settings))
          .hasStackTraceContaining(
              "settings-file refers to ${env:HOLDFAST_IS_NOT_SET}, which is not set");
    }
  }

  @Test
  void what_does_not_start_leaves_no_store_open() {
    try (Container container = Container.open()) {
      Map<String, String> settings = good(container.port());
      settings.put("session-store", "counted");
      settings.put("login-state", "stored");
      int closed = CountedBackend.CLOSED.get();
      assertThatThrownBy(() -> start(container, settings))
          .hasStackTraceContaining("login-state is stored, but the session store keeps nothing");
      assertThat(CountedBackend.CLOSED.get() - closed).isEqualTo(1);
    }
  }

  @Test
  void unsafe_targets_and_names_are_problems() {
    assertThatThrownBy(
            () ->
                FilterSettings.of(
                    Map.of(
                        "default-target", "//evil.example",
                        "after-logout", "/auth/logout",
                        "cookie-name", "__Host-x",
                        "error-page", "error.jsp",
                        "login-path", "/a;b")))
        .asInstanceOf(type(ConfigurationException.class))
        .satisfies(refused -> assertThat(refused.problems()).hasSize(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/login?x=1", "/auth/%6cogin", "/auth/logout;x=1", "/auth/jwks?"})
  void a_login_leads_to_no_endpoint_however_it_is_written(String target) {
    assertThatThrownBy(() -> FilterSettings.of(Map.of("default-target", target)))
        .asInstanceOf(type(ConfigurationException.class))
        .extracting(ConfigurationException::problems)
        .asString()
        .contains("default-target is no path of the application's own");
    assertThat(FilterSettings.of(Map.of("default-target", "/start?x=1")).defaultTarget())
        .isEqualTo("/start?x=1");
  }
}
