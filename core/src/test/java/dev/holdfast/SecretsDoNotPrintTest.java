package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.login.LoginStart;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SealedLocatorStore;
import dev.holdfast.session.SessionStore;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FixedTime;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.HeldSession;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.testkit.NonceMode;
import dev.holdfast.token.ClientTokens;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Nothing secret is in any log at TRACE, in any exception's text, or in any {@code toString}. */
class SecretsDoNotPrintTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> printed = new ArrayList<>();
  private final FixedTime time = FixedTime.at(Instant.now());
  private Level before;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.TRACE);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void leave() {
    root.detachAppender(log);
    root.setLevel(before);
  }

  @Test
  @DisplayName("OPS-04, DPK-03: a whole life of sessions, good and bad, at the most verbose level")
  void a_whole_life_leaves_no_secret_in_any_text() {
    try (FakeProvider provider = FakeProvider.start(time)) {
      provider.nonces(NonceMode.ROTATING).accessTokenLife(Duration.ofMinutes(5));
      OidcConfig config = Node.config(provider).askUserinfo().client("jobs").build();
      live(provider, config, new MapSessionStore(time));
      live(provider, config, new SealedLocatorStore());
      print(config, config.sealKeys(), config.indexKey());
      String all = logged() + String.join("\n", printed);
      assertThat(all).hasSizeGreaterThan(5_000); // the search had something to search
      assertThat(provider.secrets().foundIn(all)).isEmpty();
      assertThat(all).doesNotContain("shop-secret").doesNotContain(Node.SEAL_KEY.substring(3));
      assertThat(all).doesNotContain("\"d\":");
    }
  }

  private void live(FakeProvider provider, OidcConfig config, SessionStore store) {
    HeardEvents heard = new HeardEvents();
    try (Node node =
        Node.over(
            config,
            store,
            new MapCoordinationStore(time),
            parts -> parts.time(time).listener(heard))) {
      LoginStart.Redirect start = node.start();
      String callback = node.callback(start);
      LoginOutcome outcome = node.finish(callback);
      OpenSession session = ((LoginOutcome.LoggedIn) outcome).session();
      provider.secrets().add(session.ticket().text());
      provider.secrets().add(callback.replaceAll(".*state=([^&]*).*", "$1"));
      node.cookies().values().forEach(provider.secrets()::add);
      print(start, start.cookie(), outcome, session, session.session(), session.ticket());
      print(session.session().tokens(), session.session().key(), session.session().claims());
      HeldSession held = new HeldSession(session);
      time.advance(Duration.ofMinutes(6));
      TokenResult fresh = node.oidc().tokens(held).find();
      print(fresh, fresh.orElseThrow(), held.current());
      time.advance(Duration.ofMinutes(6));
      provider.next().at(Endpoint.TOKEN).error(400, "invalid_grant");
      TokenResult over = node.oidc().tokens(held).find();
      print(over);
      printThrown(over::orElseThrow);
      live(provider, node.oidc().clientTokens());
      provider.next().signWith(dev.holdfast.testkit.Forgery.BROKEN_SIGNATURE);
      print(node.outcome());
      provider.next().at(Endpoint.TOKEN).html();
      print(node.outcome());
      provider.next().at(Endpoint.TOKEN).dropConnection();
      print(node.outcome());
      provider.next().onToken(answer -> answer.with("access_token", "bad\r\ntoken"));
      print(node.outcome());
      assertThat(heard.all()).hasSizeGreaterThan(20);
      print(heard.all().toArray());
    }
  }

  private void live(FakeProvider provider, ClientTokens tokens) {
    TokenResult first = tokens.find("jobs");
    print(first, tokens.client("jobs"), tokens.of("jobs", TokenRequest.standard()).key());
    TokenRequest forced = TokenRequest.standard().forceRenewal();
    provider.next().onToken(answer -> answer.with("token_type", "Bearer"));
    TokenResult refused = tokens.find("jobs", forced);
    print(refused, forced);
    printThrown(refused::orElseThrow);
  }

  private void print(Object... things) {
    for (Object thing : things) {
      printed.add(thing.toString());
    }
  }

  private void printThrown(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      printed.add(e.toString());
    }
  }

  private String logged() {
    return List.copyOf(log.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .collect(Collectors.joining("\n"));
  }
}
