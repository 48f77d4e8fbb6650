package dev.holdfast.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.seal.Ticket;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.Sessions;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of requests that know a session by a ticket that is no longer good. */
class TicketRenewalTest extends RefreshRig {

  /** The session under another ticket, which the browser has shown, long ago. */
  private OpenSession renewed(Sessions all, OpenSession before) {
    time.advance(config.sessions().idRenewal());
    OpenSession renewed = all.touch(all.resume(before.ticket()).orElseThrow());
    assertThat(renewed.ticket()).isNotEqualTo(before.ticket());
    assertThat(renewed.id()).isEqualTo(before.id());
    all.touch(all.resume(renewed.ticket()).orElseThrow());
    time.advance(Duration.ofMinutes(10));
    assertThat(all.resume(before.ticket())).isEmpty();
    return all.resume(renewed.ticket()).orElseThrow();
  }

  @Test
  @DisplayName("SES-04: a request that lasts longer than its ticket still gets tokens")
  void a_long_request_goes_on() {
    try (Node node = onServer()) {
      OpenSession first = node.login();
      OpenSession second = renewed(node.oidc().sessions(), first);
      OpenSession third = renewed(node.oidc().sessions(), second);
      HeldSession stream = new HeldSession(first);
      token(ask(node, stream));
      assertThat(stream.current()).map(OpenSession::ticket).contains(third.ticket());
      token(ask(node, new HeldSession(second)));
      token(ask(node, new HeldSession(third)));
      assertThat(refreshes()).as("one for all").hasSize(1);
      assertThat(provider.reusesDetected()).isZero();
    }
  }

  @Test
  @DisplayName("SES-04, REF-10: what such a request ends has ended under every ticket")
  void a_long_request_ends_the_session_whatever_its_ticket() {
    try (Node node = onServer()) {
      OpenSession first = node.login();
      OpenSession second = renewed(node.oidc().sessions(), first);
      node.oidc().logout().end(first);
      assertThat(node.oidc().sessions().resume(second.ticket())).isEmpty();
      assertThat(node.oidc().sessions().again(second)).isEmpty();
      assertThat(sessions.size()).isZero();
    }
  }

  @Test
  @DisplayName("SES-04: one of two who come at the same moment renews, and both go on")
  void who_comes_second_leaves_the_renewal_to_the_first() {
    try (Node node = onServer()) {
      Sessions all = node.oidc().sessions();
      OpenSession known = node.login();
      time.advance(config.sessions().idRenewal());
      OpenSession one = all.resume(known.ticket()).orElseThrow();
      OpenSession other = all.resume(known.ticket()).orElseThrow();
      OpenSession renewed = all.touch(one);
      assertThat(all.touch(other).ticket()).isEqualTo(known.ticket());
      assertThat(all.resume(known.ticket())).map(OpenSession::ticket).contains(renewed.ticket());
    }
  }

  @Test
  void a_ticket_of_the_same_record_with_another_secret_opens_nothing() {
    try (Node node = onServer()) {
      Sessions all = node.oidc().sessions();
      OpenSession one = node.login();
      OpenSession other = node.login();
      time.advance(config.sessions().idRenewal());
      all.touch(all.resume(one.ticket()).orElseThrow());
      assertThat(all.resume(new Ticket(one.ticket().locator(), other.ticket().secret()))).isEmpty();
    }
  }
}
