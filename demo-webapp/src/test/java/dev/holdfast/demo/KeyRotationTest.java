package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.demo.provider.ProviderSettings;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two nodes whose sessions are in cookies, so that either can open what the other has sealed. */
class KeyRotationTest {

  @Test
  @DisplayName("A new seal key in front of the old one logs nobody out (CRY-08)")
  void a_new_key_in_front_of_the_old_one_logs_nobody_out() throws Exception {
    try (OwnProviderDemo before = Demos.start("cookie", ProviderSettings.builder());
        Application after = Application.listen(Listening.http(0))) {
      String old = before.settings().get("seal-keys");
      serve(after, before, "next:" + OwnClient.key() + "," + old);
      Visitor visitor = new Visitor(before.origin());
      visitor.logIn("alice", "/account");
      JsonNode account = visitor.json("/account");

      assertThat(visitor.json(after.origin() + "/account")).isEqualTo(account);
      assertThat(visitor.json(after.origin() + "/orders").get("jkt")).isEqualTo(account.get("jkt"));
    }
  }

  @Test
  void without_the_old_key_the_session_is_no_session_and_nothing_breaks() throws Exception {
    try (OwnProviderDemo before = Demos.start("cookie", ProviderSettings.builder());
        Application after = Application.listen(Listening.http(0))) {
      serve(after, before, "next:" + OwnClient.key());
      Visitor visitor = new Visitor(before.origin());
      visitor.logIn("alice", "/account");

      assertThat(visitor.browser().get(after.origin() + "/account").status()).isEqualTo(401);
    }
  }

  private static void serve(Application node, OwnProviderDemo first, String sealKeys) {
    Map<String, String> settings = first.settings();
    settings.put("seal-keys", sealKeys);
    node.serve(settings, first.api().orders());
  }
}
