package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.Leases;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes share the tokens of their application, and nobody else can read them. */
class ClientTokensTogetherTest extends ClientRig {
  private static final String OTHER_SEAL_KEY = "t2:HxweHRobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";

  @Test
  @DisplayName("MU1: 64 callers on 2 nodes, one request, one token")
  void many_callers_on_two_nodes_make_one_request() throws Exception {
    try (Node one = onServer();
        Node two = onServer()) {
      for (int round = 1; round <= 3; round++) {
        List<Future<TokenResult>> answers =
            IntStream.range(0, 64).mapToObj(i -> finding(i % 2 == 0 ? one : two, BILLING)).toList();
        Set<String> distinct = new HashSet<>();
        for (Future<TokenResult> answer : answers) {
          distinct.add(token(result(answer)).value().reveal());
        }
        assertThat(distinct).hasSize(1);
        assertThat(grants()).hasSize(round);
        time.advance(LIFE);
      }
    }
  }

  @Test
  void a_node_that_is_started_anew_uses_the_token_of_before() {
    UserAccessToken before;
    try (Node node = onServer()) {
      before = token(find(node, BILLING));
    }
    try (Node node = onServer()) {
      UserAccessToken after = token(find(node, BILLING));
      assertThat(after).isEqualTo(before);
      assertThat(token(find(node, REPORTS))).isNotEqualTo(before);
    }
    assertThat(grants()).hasSize(2);
  }

  @Test
  void a_refused_token_is_replaced_once_for_all_nodes() {
    try (Node one = onServer();
        Node two = onServer()) {
      TokenSource here = one.oidc().clientTokens().of(BILLING, TokenRequest.standard());
      TokenSource there = two.oidc().clientTokens().of(BILLING, TokenRequest.standard());
      Patience patience = () -> TokenRefresher.PATIENCE;
      UserAccessToken refused = token(here.find(patience));
      assertThat(token(there.find(patience))).isEqualTo(refused);
      time.advance(Duration.ofSeconds(1)); // a record keeps times to the second
      UserAccessToken other = token(here.insteadOf(refused.value(), patience));
      assertThat(other.value()).isNotEqualTo(refused.value());
      assertThat(token(here.insteadOf(refused.value(), patience))).isEqualTo(other);
      assertThat(token(there.insteadOf(refused.value(), patience))).isEqualTo(other);
      assertThat(there.keyOf(other).orElseThrow().thumbprint())
          .isEqualTo(other.boundTo().orElseThrow());
      assertThat(here.keyOf(refused)).as("a call with the old one may be under way").isPresent();
      assertThat(grants()).hasSize(2);
    }
  }

  @Test
  @DisplayName("CRY: neither token nor key nor name can be read in the store")
  void nothing_in_the_store_can_be_read() {
    DpopKey key = DpopKey.generate(DpopAlgorithm.ES256);
    try (Node node =
        Node.over(
            config,
            sessions,
            facts,
            builder ->
                builder.time(time).clientKeySource(BILLING, DpopKeySource.configured(key)))) {
      provider.accessTokenBytes(1000);
      UserAccessToken token = token(find(node, BILLING));
      String all = facts.contents();
      assertThat(all).hasSizeGreaterThan(1000); // the search had something to search
      assertThat(provider.secrets().foundIn(all)).isEmpty();
      assertThat(all)
          .doesNotContain(token.value().reveal())
          .doesNotContain(new String(key.toBytes(), StandardCharsets.ISO_8859_1).substring(1, 33))
          .doesNotContain("billing", "invoices", token.value().reveal().substring(0, 20));
    }
  }

  @Test
  void a_record_that_cannot_be_opened_is_overwritten() {
    UserAccessToken unreadable;
    try (Node node = onServer()) {
      unreadable = token(find(node, BILLING));
    }
    config = clients().sealKeys(KeyRing.parse(OTHER_SEAL_KEY)).build();
    UserAccessToken after;
    try (Node node = onServer()) {
      after = token(find(node, BILLING));
      assertThat(after.value()).isNotEqualTo(unreadable.value());
    }
    try (Node node = onServer()) {
      assertThat(token(find(node, BILLING))).isEqualTo(after);
    }
    assertThat(grants()).hasSize(2);
  }

  @Test
  void other_settings_of_a_client_mean_another_token() {
    UserAccessToken before;
    try (Node node = onServer()) {
      before = token(find(node, REPORTS));
    }
    config = Node.config(provider).client(REPORTS, own -> own.scopes(Set.of("all"))).build();
    try (Node node = onServer()) {
      assertThat(token(find(node, REPORTS)).value()).isNotEqualTo(before.value());
    }
    assertThat(grants()).hasSize(2);
  }

  @Test
  @DisplayName("who falls silent with the lease keeps the others from a token for 12 s at most")
  void a_node_that_falls_silent_is_not_waited_for() throws Exception {
    AtomicInteger rests = new AtomicInteger();
    try (Node silent = onServer();
        Gate gate = provider.hold(Endpoint.TOKEN)) {
      Future<TokenResult> first = finding(silent, BILLING);
      gate.awaitArrivals(1);
      Future<TokenResult> second = threads.submit(() -> counting(silent, rests).find(BILLING));
      gate.awaitArrivals(1); // although the first has the lease
      gate.open();
      assertThat(token(result(second)).value()).isNotEqualTo(token(result(first)).value());
      assertThat(rests).hasValue(120);
    }
  }

  /** The tokens of another node, which counts how often it waits and does not wait. */
  private ClientTokens counting(Node node, AtomicInteger rests) {
    Leases leases =
        new Leases(
            facts,
            IndexKey.parse("HxweHRobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE="),
            RandomBytes.secure(),
            System::nanoTime);
    TokenSetup setup =
        new TokenSetup(
            config,
            node.oidc().provider(),
            node.oidc().sessions(),
            leases,
            time,
            threads,
            duration -> rests.incrementAndGet(),
            () -> DpopKey.generate(DpopAlgorithm.ES256),
            node.oidc().listeners());
    return new ClientTokens(
        setup,
        facts,
        new Sealer(config.sealKeys(), RandomBytes.secure(), time),
        Map.of(BILLING, DpopKeySource.perToken(DpopAlgorithm.ES256)));
  }
}
