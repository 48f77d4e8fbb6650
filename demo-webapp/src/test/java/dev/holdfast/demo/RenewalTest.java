package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.demo.wire.RecordedRequest;
import dev.holdfast.demo.wire.RecordedRequest.SeenProof;
import dev.holdfast.testkit.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What goes over the wire while a session lives longer than its tokens. */
class RenewalTest {
  private static final OwnProviderDemo demo = Demos.start("memory", Duration.ofSeconds(2));

  private final Visitor visitor = new Visitor(demo.origin());

  @AfterAll
  static void stop() {
    demo.close();
  }

  @BeforeEach
  void listen() {
    demo.provider().requests().clear();
    demo.api().requests().clear();
  }

  @AfterEach
  void behave() {
    demo.provider().faults().clear();
  }

  @Test
  @DisplayName("An ended token is renewed with the same key, and nobody is asked (REF-04)")
  void an_ended_token_is_renewed_with_the_same_key_and_nobody_is_asked() {
    visitor.logIn("alice", "/orders");
    JsonNode before = visitor.json("/orders");
    untilRenewed();
    JsonNode after = visitor.json("/orders");

    assertThat(after).isEqualTo(before);
    assertThat(demo.provider().requests().to("/login")).hasSize(2); // the form and its answer
  }

  @Test
  void one_key_signs_from_the_pushed_request_to_the_api() {
    visitor.logIn("alice", "/orders");
    untilRenewed();
    String jkt = visitor.json("/account").get("jkt").asText();

    assertThat(keysAt("/oauth2/par", "/oauth2/token", "/userinfo")).containsOnly(jkt);
    assertThat(demo.api().requests().all()).allSatisfy(r -> assertThat(keyOf(r)).isEqualTo(jkt));
    assertThat(demo.provider().requests().to("/oauth2/par"))
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.form().dpopJkt().orElse(jkt)).isEqualTo(jkt));
    assertThat(demo.provider().requests().to("/userinfo")).isNotEmpty();
  }

  @Test
  @DisplayName("No proof is ever sent twice (DPP-05)")
  void no_proof_is_ever_sent_twice() {
    visitor.logIn("alice", "/orders");
    untilRenewed();

    assertThat(proofs().map(SeenProof::jti)).hasSizeGreaterThan(4).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("A demand for another nonce costs exactly one repeat (DPN-03)")
  void a_demand_for_another_nonce_costs_exactly_one_repeat() {
    visitor.logIn("alice", "/orders");
    demo.api().forgetNonces();
    demo.api().requests().clear();
    visitor.json("/orders");

    assertThat(demo.api().requests().all())
        .extracting(r -> r.answer().status())
        .containsExactly(401, 200);
    assertThat(demo.api().requests().all().get(0).answer().nonceDemanded()).isTrue();
  }

  @Test
  void while_the_provider_fails_people_are_told_to_wait_and_stay_logged_in() {
    visitor.logIn("alice", "/orders");
    demo.provider().faults().failTokenCalls(1000, 503);
    List<Page> refused = new ArrayList<>();
    Until.holds("the token has ended", () -> refusedCall(refused));
    Page page = visitor.browser().navigate("/orders");
    demo.provider().faults().clear();

    assertThat(refused.get(0).status()).isEqualTo(503);
    assertThat(refused.get(0).header("Retry-After")).isPresent();
    assertThat(Visitor.parse(refused.get(0)).at("/error/code").asText())
        .isEqualTo("provider_unavailable");
    assertThat(page.status()).isEqualTo(503);
    assertThat(page.body()).contains("You are still signed in.");
    assertThat(visitor.browser().get("/account").status()).isEqualTo(200);
  }

  @Test
  void a_login_that_the_provider_has_ended_is_asked_for_again() {
    visitor.logIn("alice", "/orders");
    demo.provider().endSessionsOf("alice");
    List<Page> refused = new ArrayList<>();
    Until.holds("the token has ended", () -> refusedCall(refused));

    assertThat(refused.get(0).status()).isEqualTo(401);
    assertThat(Visitor.parse(refused.get(0)).at("/error/code").asText()).isNotBlank();
  }

  private boolean refusedCall(List<Page> into) {
    Page page = visitor.browser().get("/orders");
    return page.status() != 200 && into.add(page);
  }

  private void untilRenewed() {
    Until.holds(
        "the token was renewed",
        () -> {
          visitor.json("/orders");
          return demo.provider().requests().refreshes().stream()
              .anyMatch(refresh -> refresh.answer().status() == 200);
        });
  }

  private static Stream<String> keysAt(String... paths) {
    return Stream.of(paths)
        .flatMap(path -> demo.provider().requests().to(path).stream())
        .map(RenewalTest::keyOf);
  }

  private static String keyOf(RecordedRequest request) {
    return request.proof().map(SeenProof::keyThumbprint).orElse("none");
  }

  private static Stream<SeenProof> proofs() {
    return Stream.concat(
            demo.provider().requests().all().stream(), demo.api().requests().all().stream())
        .map(RecordedRequest::proof)
        .flatMap(Optional::stream);
  }
}
