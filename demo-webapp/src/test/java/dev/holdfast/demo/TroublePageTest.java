package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Page;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever looks at the demo can see what an application makes of a provider in trouble. */
class TroublePageTest {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final OwnProviderDemo demo = Demos.start("memory", Duration.ofSeconds(3));
  private final Visitor alice = new Visitor(demo.origin());

  @BeforeEach
  void sign_in() {
    alice.logIn("alice", "/account");
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  private String trouble() {
    return demo.provider().issuer() + "/trouble";
  }

  private Page choose(String wish) {
    Matcher csrf = CSRF.matcher(alice.browser().open(trouble()).body());
    assertThat(csrf.find()).isTrue();
    return alice.browser().post(trouble(), Map.of("wish", wish, "_csrf", csrf.group(1)));
  }

  @Test
  void a_provider_that_is_down_signs_nobody_out_and_is_back_when_told_to_behave() {
    assertThat(alice.browser().follow(choose("down")).body())
        .contains("This provider is down now.", "End the sign-ins of alice");
    Until.holds("the token has ended", () -> alice.browser().get("/orders").status() == 503);
    assertThat(alice.browser().get("/account").status()).isEqualTo(200);

    choose("behave");
    Until.holds("there is a token", () -> alice.browser().get("/orders").status() == 200);
  }

  @Test
  void ending_the_sign_ins_leads_to_a_login_at_the_next_renewal() {
    choose("end");
    Until.holds("the session is over", () -> alice.browser().get("/orders").status() == 401);
  }

  @Test
  void nobody_chooses_without_a_token_and_there_is_no_other_trouble() {
    assertThat(choose("nonsense").status()).isEqualTo(400);
    assertThat(alice.browser().post(trouble(), Map.of("wish", "down")).status()).isEqualTo(403);
    assertThat(new Visitor(demo.origin()).browser().open(trouble()).uri().getPath())
        .isEqualTo("/login");
  }
}
