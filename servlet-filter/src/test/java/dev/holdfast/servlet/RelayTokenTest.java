package dev.holdfast.servlet;

import static dev.holdfast.servlet.RelayShop.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Page;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** With which token scripts' calls go, and what happens when it shows too little. */
class RelayTokenTest {
  private static final Pattern LOCATION = Pattern.compile("\"location\":\"([^\"]+)\"");

  @Test
  void a_script_is_told_where_its_user_can_prove_what_the_api_demands() { // SU-01, SU-03
    try (RelayShop strict = RelayShop.open(Map.of())) {
      strict.api().demandAcr("gold");
      Page page = strict.get("/api/orders");
      assertThat(page.status()).isEqualTo(401);
      assertThat(code(page)).isEqualTo("step_up_required");
      assertThat(page.header("WWW-Authenticate")).isEmpty();
      Matcher address = LOCATION.matcher(page.body());
      assertThat(address.find()).isTrue();
      Page proven = strict.browser().open(address.group(1) + "&return_to=/whoami");
      assertThat(proven.uri()).hasPath("/whoami");
      assertThat(strict.get("/api/orders").status()).isEqualTo(200);

      strict
          .api()
          .always()
          .challenge("DPoP error=\"insufficient_user_authentication\", acr_values=\"gold\"");
      Page inVain = strict.get("/api/orders");
      assertThat(inVain.status()).isEqualTo(403);
      assertThat(code(inVain)).isEqualTo("step_up_failed");
    }
  }

  @Test
  void a_route_has_the_token_that_its_settings_say() { // TRQ-05
    try (RelayShop own = RelayShop.open(Map.of("audience", "orders", "scope", "profile"))) {
      own.api().onlyFor("orders");
      assertThat(own.get("/api/orders").status()).isEqualTo(200);
      assertThat(own.get("/api/orders").status()).isEqualTo(200);
      assertThat(own.shop().provider.requests(Endpoint.TOKEN))
          .as("the login, and one for the route")
          .hasSize(2)
          .last()
          .satisfies(
              call ->
                  assertThat(call.form())
                      .containsEntry("audience", "orders")
                      .containsEntry("scope", "profile"));
    }
  }
}
