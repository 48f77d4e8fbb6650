package dev.holdfast.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.holdfast.testkit.Page;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A whole journey with every logger at its most talkative. */
class SecretsStayOutOfLogsTest {
  /** Tokens, proofs and assertions are JWTs; codes, refresh tokens and tickets are long. */
  private static final Pattern SECRET_SHAPE =
      Pattern.compile("eyJ[\\w-]+\\.[\\w-]*|[A-Za-z0-9_-]{60,}");

  private static final Pattern PARAMETER = Pattern.compile("[?&](?:code|state)=([^&]+)");

  /** A server's own trace of what it received is the business of who turns it on. */
  private static final List<String> SERVERS =
      List.of("org.eclipse.jetty", "org.springframework", "dev.holdfast.demo.provider");

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Capture capture = new Capture();
  private final Set<String> secrets = new LinkedHashSet<>();

  @BeforeEach
  void listen() {
    root.detachAppender("console");
    capture.setContext(context);
    capture.start();
    root.addAppender(capture);
    root.setLevel(Level.TRACE);
    SERVERS.forEach(server -> context.getLogger(server).setLevel(Level.WARN));
  }

  @AfterEach
  void stopListening() {
    root.setLevel(Level.WARN);
    root.detachAppender(capture);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie", "h2"})
  @DisplayName("No token, key, secret, proof, state, code or ticket in any log line (DPK-03)")
  void no_secret_is_logged(String store) {
    try (OwnProviderDemo demo = Demos.start(store, Duration.ofSeconds(1))) {
      Visitor visitor = new Visitor(demo.origin());
      demo.settings().entrySet().stream()
          .filter(e -> Set.of("client-secret", "seal-keys", "index-key").contains(e.getKey()))
          .map(Map.Entry::getValue)
          .forEach(value -> secrets.add(value.replace("process:", "")));
      journey(demo, visitor);
    }

    assertThat(capture.lines).as("something was logged at all").hasSizeGreaterThan(20);
    assertThat(secrets).as("something was collected").hasSizeGreaterThan(6);
    assertThat(capture.lines).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    assertThat(capture.lines).noneMatch(line -> SECRET_SHAPE.matcher(line).find());
  }

  private void journey(OwnProviderDemo demo, Visitor visitor) {
    Page page = collect(visitor, visitor.browser().navigate("/orders"));
    while (page.location().isPresent()) {
      page = collect(visitor, visitor.browser().follow(page));
    }
    page = visitor.submit("alice", page);
    while (page.location().isPresent()) {
      page = collect(visitor, visitor.browser().follow(page));
    }
    Until.holds(
        "the token was renewed",
        () -> {
          collect(visitor, visitor.browser().get("/orders"));
          return demo.provider().requests().refreshes().size() > 1;
        });
    collect(
        visitor, visitor.browser().get("/auth/callback?code=forged-code-1&state=forged-state-1"));
    collect(visitor, visitor.browser().post("/auth/logout", Map.of()));
    demo.provider().faults().failTokenCalls(10, 500);
    collect(visitor, visitor.browser().open("/account"));
  }

  private Page collect(Visitor visitor, Page page) {
    visitor.browser().cookies().values().stream()
        .filter(value -> value.length() > 8)
        .forEach(secrets::add);
    Matcher parameter = PARAMETER.matcher(page.uri() + "&" + page.location().orElse(page.uri()));
    while (parameter.find()) {
      secrets.add(parameter.group(1));
      secrets.add(URLDecoder.decode(parameter.group(1), StandardCharsets.UTF_8));
    }
    return page;
  }

  private static final class Capture extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    protected void append(ILoggingEvent event) {
      String thrown =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(
          event.getLoggerName()
              + " "
              + event.getFormattedMessage()
              + event.getMDCPropertyMap()
              + thrown);
    }
  }
}
