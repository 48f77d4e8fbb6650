package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeClient;
import dev.holdfast.testkit.FakeProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the README to a first servlet arrives. */
class FirstServletTest {
  private final Map<String, String> settings = new HashMap<>(FirstServlet.settings());
  private final FakeProvider provider = FakeProvider.start();
  private final FakeApi api = FakeApi.start(provider);

  private @TempDir Path copy;

  @BeforeEach
  void put_our_own_provider_and_api_in_the_place_of_the_demos() {
    provider.client(FakeClient.withSecret("hello", "hello"));
    settings.put("HOLDFAST_ISSUER", provider.issuer());
    settings.put("HOLDFAST_ALLOWED_ORIGINS", api.origin().toString());
  }

  @AfterEach
  void stop() {
    api.close();
    provider.close();
  }

  @Test
  void it_greets_its_user_and_calls_an_api_as_its_user() throws Exception {
    try (FirstServlet servlet = FirstServlet.start(copy, settings, api.uri("/orders"))) {
      Browser browser = Browser.at(servlet.home());

      assertThat(browser.open("/hello").body()).isEqualTo("Hello, alice.\n");
      assertThat(browser.get("/orders").status()).isEqualTo(200);
      assertThat(api.requests()).isNotEmpty();
    }
  }

  @Test
  void it_does_not_start_without_the_line_for_plain_http_and_says_so() {
    settings.remove("HOLDFAST_ALLOW_HTTP_LOOPBACK");

    assertThatThrownBy(() -> FirstServlet.start(copy, settings, api.uri("/orders")).close())
        .hasMessageContaining("allow-http-loopback");
  }
}
