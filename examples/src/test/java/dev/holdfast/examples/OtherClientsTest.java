package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.NonceMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other clients get in, learn nonces and tokens, and stop after one repeat. */
class OtherClientsTest {
  private static final Path HERE = Path.of("src/test/java/dev/holdfast/examples");

  static Stream<OtherClient> clients() {
    return Stream.of(new ApacheHttpClient(), new OkHttp(), new JaxRs(), new SpringRestClient());
  }

  @ParameterizedTest
  @MethodSource("clients")
  void a_call_gets_in_and_answers_what_the_api_asks_for(OtherClient client) {
    try (Shop shop = Shop.open(client)) {
      FakeApi api = shop.api();
      assertThat(shop.order()).startsWith("200 ").contains("alice");
      api.nonces(NonceMode.ALWAYS_NEW);
      assertThat(shop.order()).startsWith("200 ");
      assertThat(api.requests()).as("the nonce was asked for once").hasSize(3);
      assertThat(shop.order()).startsWith("200 ");
      assertThat(api.requests()).as("and a nonce of any answer is used next").hasSize(4);
      shop.tokenIsNoLongerNew();
      api.refuseNextToken();
      assertThat(shop.order()).startsWith("200 ");
      assertThat(api.requests()).hasSize(6);
      api.nonces(NonceMode.ENDLESS_DEMAND);
      assertThat(shop.order()).startsWith("401 ");
      assertThat(api.requests()).as("asked for without end, answered once").hasSize(8);
    }
  }

  @Test
  void the_page_shows_what_is_compiled() throws IOException {
    String page = Files.readString(Path.of("../docs/other-clients.md"));
    for (String[] example :
        new String[][] {
          {"ApacheHttpClient", "apache"},
          {"OkHttp", "okhttp"},
          {"JaxRs", "jaxrs"},
          {"SpringRestClient", "spring"}
        }) {
      assertThat(page).contains("```java\n" + region(example[0], example[1]) + "\n```");
    }
  }

  private static String region(String file, String name) throws IOException {
    List<String> lines = Files.readAllLines(HERE.resolve(file + ".java"));
    int begin = lines.indexOf("  // docs: begin " + name);
    int end = lines.indexOf("  // docs: end " + name);
    return String.join("\n", lines.subList(begin + 1, end)).indent(-2).strip();
  }
}
