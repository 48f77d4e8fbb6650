package dev.holdfast;

import dev.holdfast.testkit.PublicApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What others may call is a decision, and the decision is a file. */
class PublicApiTest {

  @Test
  void the_public_types_and_members_are_the_listed_ones() throws IOException {
    PublicApi.matchesItsList();
  }
}
