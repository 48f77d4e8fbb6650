package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.session.OpenSession;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.Gate;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Refresh is exactly once, however many threads and nodes ask. */
class RefreshTogetherTest extends RefreshRig {
  @Test
  @DisplayName("REF-02: 64 threads, one refresh, 64 equal answers; server custody")
  void many_threads_make_one_refresh_on_the_server() throws Exception {
    try (Node node = onServer()) {
      manyThreads(List.of(node), node.login());
    }
  }

  @Test
  @DisplayName("REF-02: 64 threads, one refresh, 64 equal answers; browser custody")
  void many_threads_make_one_refresh_in_the_browser() throws Exception {
    try (Node node = inBrowser()) {
      List<HeldSession> after = manyThreads(List.of(node), node.login());
      assertThat(after.stream().map(held -> held.current().orElseThrow().ticket().text()))
          .as("CK-15: everybody gets the identical newest cookie")
          .hasSize(64)
          .containsOnly(after.get(0).current().orElseThrow().ticket().text());
    }
  }

  @Test
  @DisplayName("REF-02: three nodes over one store")
  void many_nodes_make_one_refresh_on_the_server() throws Exception {
    try (Node one = onServer();
        Node two = onServer();
        Node three = onServer()) {
      manyThreads(List.of(one, two, three), one.login());
    }
  }

  @Test
  @DisplayName("REF-02: three nodes, cookies, shared facts")
  void many_nodes_make_one_refresh_in_the_browser() throws Exception {
    try (Node one = inBrowser();
        Node two = inBrowser();
        Node three = inBrowser()) {
      manyThreads(List.of(one, two, three), one.login());
    }
  }

  private List<HeldSession> manyThreads(List<Node> nodes, OpenSession session) throws Exception {
    time.advance(LIFE);
    List<HeldSession> held =
        IntStream.range(0, 64).mapToObj(i -> new HeldSession(session)).toList();
    List<Future<TokenResult>> answers =
        IntStream.range(0, 64)
            .mapToObj(i -> asking(nodes.get(i % nodes.size()), held.get(i)))
            .toList();
    Set<String> distinct = new HashSet<>();
    for (Future<TokenResult> answer : answers) {
      distinct.add(token(result(answer)).value().reveal());
    }
    assertThat(distinct).hasSize(1);
    assertThat(refreshes()).hasSize(1);
    assertThat(provider.reusesDetected()).isZero();
    return held;
  }

  @Test
  void a_cancelled_request_fails_nobody_else() throws Exception {
    try (Node node = onServer()) {
      OpenSession session = node.login();
      time.advance(LIFE);
      Future<TokenResult> second;
      try (Gate gate = provider.hold(Endpoint.TOKEN)) {
        Future<TokenResult> first = asking(node, new HeldSession(session));
        gate.awaitArrivals(1);
        second = asking(node, new HeldSession(session));
        first.cancel(true);
        gate.open();
      }
      token(result(second));
      assertThat(refreshes()).hasSize(1);
    }
  }
}
