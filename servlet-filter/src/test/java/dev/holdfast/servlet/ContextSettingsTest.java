package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which authentication context the settings ask for, and whether they insist on it. */
class ContextSettingsTest {
  private final DeployedShop shop = new DeployedShop();

  @AfterEach
  void close() {
    shop.close();
  }

  /** What somebody sees whose ID token names the context {@code bronze}. */
  private Page loginUnder(Map<String, String> more) {
    shop.start(more, new ProvidersServlet());
    shop.provider.always().onIdToken(claims -> claims.put("acr", "bronze"));
    return shop.browser().open("/whoami");
  }

  @Test
  @DisplayName("IDT-12: acr-values are insisted on")
  void a_context_of_another_value_is_not_enough() {
    Page page = loginUnder(Map.of("acr-values", "gold"));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("authentication_insufficient");
  }

  @Test
  @DisplayName("IDT-12: acr-voluntary asks for them without insisting")
  void a_wish_may_be_left_unfulfilled() {
    Page page = loginUnder(Map.of("acr-values", "gold", "acr-voluntary", "true"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("alice");
    assertThat(shop.provider.requests(Endpoint.PAR).get(0).form())
        .containsEntry("acr_values", "gold");
  }

  @Test
  @DisplayName("IDT-12: an essential acr in claims is insisted on")
  void what_claims_call_essential_has_to_come() {
    Page page =
        loginUnder(
            Map.of("claims", "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"gold\"}}}"));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("authentication_insufficient");
  }
}
