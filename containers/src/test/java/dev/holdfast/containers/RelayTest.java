package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Scripts call an API: bodies pass without a thread that waits for them, in both directions. */
@TestInstance(Lifecycle.PER_CLASS)
class RelayTest {
  private static final int MUCH = 900_000;

  private final Shop shop = Shop.open(Map.of());
  private final Browser browser = shop.loggedIn();

  @AfterAll
  void close() {
    shop.close();
  }

  private Page post(int length) {
    return browser.send(
        shop.script()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("x".repeat(length))));
  }

  @Test
  void a_script_asks_as_its_user() {
    Page page = browser.send(shop.script());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("\"user\":\"alice\"", "\"path\":\"/v1/orders/7\"");
  }

  @Test
  void a_script_without_a_user_is_refused() {
    Page page = shop.browser().send(shop.script());
    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("session_required");
  }

  @Test
  void small_and_large_bodies_arrive_whole_on_one_connection() {
    for (int length : new int[] {1, MUCH, 0, 20_000, MUCH}) {
      assertThat(post(length).body()).contains("\"bodyLength\":" + length);
    }
  }

  @Test
  void large_answers_arrive_whole() {
    for (int i = 0; i < 3; i++) {
      shop.api.next().with("much", "y".repeat(MUCH));
      assertThat(browser.send(shop.script()).body())
          .contains("\"much\":\"" + "y".repeat(MUCH) + "\"");
    }
  }

  @Test
  void a_broken_api_is_told_as_such_and_the_next_call_works() {
    shop.api.next().dropConnection();
    Page page = post(MUCH);
    assertThat(page.status()).isEqualTo(502);
    assertThat(post(MUCH).status()).isEqualTo(200);
  }

  @Test
  void an_error_of_the_api_is_the_apis_and_no_error_page() {
    shop.api.next().status(404);
    Page page = browser.send(shop.script());
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.body()).isEmpty();
  }
}
