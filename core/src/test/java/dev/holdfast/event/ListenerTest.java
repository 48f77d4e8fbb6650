package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.event.OidcEvent.LoggedIn;
import dev.holdfast.event.OidcEvent.LoggedOut;
import dev.holdfast.event.OidcEvent.LoginRefused;
import dev.holdfast.event.OidcEvent.OlderSealKeyUsed;
import dev.holdfast.event.OidcEvent.ProviderKeysChanged;
import dev.holdfast.event.OidcEvent.RenewalBegun;
import dev.holdfast.event.OidcEvent.RenewalEnded;
import dev.holdfast.login.LoginRequest;
import dev.holdfast.login.LoginStart;
import dev.holdfast.login.ReturnPath;
import dev.holdfast.provider.AuthenticationDemand;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.secret.SecretText;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a listener hears of the lives of sessions. */
class ListenerTest {
  private static final String NEW_KEY = "t2:HxweHRobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";

  private final FixedTime time = FixedTime.at(Instant.ofEpochSecond(1_900_000_000));
  private final FakeProvider provider =
      FakeProvider.start(time).accessTokenLife(Duration.ofMinutes(5));
  private final MapSessionStore sessions = new MapSessionStore(time);
  private final MapCoordinationStore facts = new MapCoordinationStore(time);
  private final HeardEvents heard = new HeardEvents();
  private final Node node = node(Node.config(provider).build());

  private Node node(OidcConfig config) {
    return Node.over(config, sessions, facts, parts -> parts.time(time).listener(heard));
  }

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private LoggedOut loggedOut(OpenSession session, LogoutCause cause) {
    return new LoggedOut("default", Optional.of(session.id()), Optional.of("alice"), cause, 1);
  }

  @Test
  @DisplayName("OPS-06: login")
  void a_login_is_heard_with_its_session_and_user() {
    OpenSession session = node.login();
    assertThat(heard.of(LoggedIn.class))
        .containsExactly(new LoggedIn("default", session.id(), "alice", Optional.empty()));
  }

  @Test
  @DisplayName("OPS-06: a step-up")
  void a_step_up_names_the_session_in_which_it_began() {
    OpenSession first = node.login();
    LoginStart.Redirect start =
        node.stepUp(first, new AuthenticationDemand(List.of(), Optional.of(Duration.ZERO)));
    node.finish(node.callback(start), Optional.of(first));
    assertThat(heard.of(LoggedIn.class))
        .last()
        .extracting(LoggedIn::former)
        .isEqualTo(Optional.of(first.id()));
  }

  @Test
  @DisplayName("OPS-06: failed logins with their reason")
  void every_way_in_which_a_login_fails_is_heard_once_with_its_code() {
    provider.next().denyLogin("access_denied");
    node.outcome();
    provider.next().onIdToken(claims -> claims.put("nonce", "another"));
    node.outcome();
    provider.next().at(Endpoint.TOKEN).status(503);
    node.outcome();
    node.forgetCookies();
    node.finish("code=c&state=unknown&iss=" + provider.issuer());

    assertThat(heard.of(LoginRefused.class))
        .extracting(LoginRefused::code)
        .containsExactly(
            ErrorCode.LOGIN_DENIED,
            ErrorCode.ID_TOKEN_INVALID,
            ErrorCode.PROVIDER_UNAVAILABLE,
            ErrorCode.LOGIN_UNKNOWN);
    assertThat(heard.of(LoggedIn.class)).isEmpty();
  }

  @Test
  void a_login_that_cannot_begin_is_heard() {
    provider.always().at(Endpoint.DISCOVERY).status(503);
    assertThat(node.oidc().login().start(LoginRequest.to(ReturnPath.ROOT)))
        .isInstanceOf(LoginStart.NotNow.class);
    assertThat(heard.of(LoginRefused.class))
        .containsExactly(new LoginRefused("default", ErrorCode.PROVIDER_UNAVAILABLE));
  }

  @Test
  void a_renewal_is_heard_from_its_beginning_to_its_end() {
    HeldSession held = new HeldSession(node.login());
    time.advance(Duration.ofMinutes(5));
    node.oidc().tokens(held).find().orElseThrow();

    RenewalEnded ended = heard.await(RenewalEnded.class);
    String session = held.current().orElseThrow().id();
    assertThat(heard.of(RenewalBegun.class))
        .containsExactly(new RenewalBegun("default", session, "alice"));
    assertThat(ended.failure()).isEmpty();
    assertThat(ended.session()).isEqualTo(session);
    assertThat(ended.took()).isPositive();
    assertThat(heard.of(LoggedOut.class)).isEmpty();
  }

  @Test
  @DisplayName("OPS-06: a refresh failure")
  void a_renewal_that_has_to_wait_says_why() {
    HeldSession held = new HeldSession(node.login());
    time.advance(Duration.ofMinutes(5));
    provider.next().at(Endpoint.TOKEN).status(503);
    node.oidc().tokens(held).find();
    assertThat(heard.await(RenewalEnded.class).failure()).contains(ErrorCode.PROVIDER_UNAVAILABLE);
    assertThat(heard.of(LoggedOut.class)).isEmpty();
  }

  @Test
  void a_session_whose_renewal_is_refused_is_heard_to_end() {
    OpenSession session = node.login();
    time.advance(Duration.ofMinutes(5));
    provider.endLogins();
    node.oidc().tokens(new HeldSession(session)).find();
    assertThat(heard.await(RenewalEnded.class).failure()).contains(ErrorCode.GRANT_REFUSED);
    assertThat(heard.of(LoggedOut.class))
        .containsExactly(loggedOut(session, LogoutCause.RENEWAL_REFUSED));
  }

  @Test
  @DisplayName("OPS-06: logouts with their kind")
  void each_logout_has_its_cause() {
    OpenSession one = node.login();
    OpenSession two = node.login();
    node.oidc().logout().replace(one, two);
    node.oidc().logout().end(two);
    OpenSession three = node.login();
    node.oidc().managedSessions().end("alice", three.id());
    node.oidc().managedSessions().end("alice", three.id());
    node.login();
    node.login();
    node.oidc().managedSessions().endAll("alice");

    assertThat(heard.of(LoggedOut.class))
        .containsExactly(
            loggedOut(one, LogoutCause.REPLACED),
            loggedOut(two, LogoutCause.USER),
            loggedOut(three, LogoutCause.MANAGED),
            new LoggedOut(
                "default", Optional.empty(), Optional.of("alice"), LogoutCause.MANAGED, 2));
  }

  @Test
  void what_the_provider_ends_is_heard_by_its_channel() {
    String sid = node.login().session().idTokenClaims().text("sid").orElseThrow();
    node.oidc().remoteLogouts().frontChannel(sid);
    node.login();
    SecretText token =
        SecretText.of(
            provider.logoutToken(
                "shop",
                claims -> {
                  claims.remove("sid");
                  claims.put("sub", "alice");
                }));
    time.advance(Duration.ofSeconds(1));
    assertThat(node.oidc().remoteLogouts().backChannel(token)).isEmpty();

    assertThat(heard.of(LoggedOut.class))
        .containsExactly(
            new LoggedOut(
                "default", Optional.empty(), Optional.empty(), LogoutCause.FRONT_CHANNEL, 1),
            new LoggedOut(
                "default", Optional.empty(), Optional.of("alice"), LogoutCause.BACK_CHANNEL, 1));
  }

  @Test
  @DisplayName("OPS-06: a rotated seal key")
  void a_key_that_is_still_needed_is_told_once_an_hour() {
    OpenSession session = node.login();
    OidcConfig rotated =
        Node.config(provider)
            .sealKeys(KeyRing.parse(NEW_KEY + "," + Node.SEAL_KEY))
            .sessions(own -> own.idRenewal(Duration.ZERO)) // which would seal it anew
            .build();
    try (Node next = node(rotated)) {
      for (int i = 0; i < 3; i++) {
        assertThat(next.oidc().sessions().resume(session.ticket())).isPresent();
      }
      assertThat(heard.of(OlderSealKeyUsed.class))
          .isEqualTo(List.of(new OlderSealKeyUsed("default", "t1")));
      OpenSession kept = next.oidc().sessions().resume(session.ticket()).orElseThrow();
      for (int i = 0; i < 4; i++) {
        time.advance(Duration.ofMinutes(15));
        kept = next.oidc().sessions().touch(kept);
      }
      next.oidc().sessions().resume(session.ticket());
      assertThat(heard.of(OlderSealKeyUsed.class)).hasSize(2);
    }
  }

  @Test
  @DisplayName("OPS-06: rotated keys of the provider")
  void other_keys_of_the_provider_are_heard_of() {
    node.login();
    assertThat(heard.of(ProviderKeysChanged.class)).isEmpty();
    provider.rotateKeys();
    node.login();
    assertThat(heard.of(ProviderKeysChanged.class))
        .containsExactly(new ProviderKeysChanged("default"));
  }

  @Test
  void sessions_in_cookies_are_heard_of_too() {
    try (Node browser =
        Node.over(
            Node.config(provider).build(),
            new SealedLocatorStore(),
            facts,
            parts -> parts.time(time).listener(heard))) {
      OpenSession session = browser.login();
      browser.oidc().logout().end(session);
      assertThat(heard.of(LoggedOut.class)).containsExactly(loggedOut(session, LogoutCause.USER));
    }
  }
}
