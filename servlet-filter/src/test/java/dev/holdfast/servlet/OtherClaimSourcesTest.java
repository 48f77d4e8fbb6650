package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.FakeProvider;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pac4j.core.profile.CommonProfile;
import org.pac4j.core.util.Pac4jConstants;
import org.slf4j.LoggerFactory;

/** A provider says where else there are claims about its user (OpenID Connect Core §5.6.2). */
class OtherClaimSourcesTest {
  private static final String TOKEN = "token-for-the-bank";
  private static final String SIGNED_CLAIMS = "eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.";

  private final FakeProvider provider = FakeProvider.start();
  private final FakeProvider elsewhere = FakeProvider.start();
  private final Container container = Container.open();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Logger> loggers =
      List.of("dev.holdfast", "org.pac4j", "com.nimbusds").stream()
          .map(name -> (Logger) LoggerFactory.getLogger(name))
          .toList();

  @AfterEach
  void close() {
    for (Logger logger : loggers) {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
    container.close();
    elsewhere.close();
    provider.close();
  }

  private void listen() {
    log.list = new CopyOnWriteArrayList<>(); // read while others write
    log.start();
    for (Logger logger : loggers) {
      logger.setLevel(Level.TRACE);
      logger.addAppender(log);
    }
  }

  private void start(String store) {
    Map<String, String> settings = new HashMap<>();
    settings.put("issuer", provider.issuer());
    settings.put("client-id", "shop");
    settings.put("client-secret", "shop-secret");
    settings.put("redirect-uri", Shop.home(container).resolve("/auth/callback").toString());
    settings.put("allow-http-loopback", "true");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", store);
    settings.put("userinfo", "true");
    settings.put("session-claims", "sub name _claim_names _claim_sources");
    settings.put("roles-claim", "_claim_sources.bank.access_token");
    container.start("/", new OidcFilter(), settings, new ClaimsServlet());
  }

  private Map<String, Object> sources() {
    return Map.of(
        "_claim_names",
        Map.of("account", "bank", "role", "office"),
        "_claim_sources",
        Map.of(
            "bank",
            Map.of("endpoint", elsewhere.issuer() + "/userinfo", "access_token", TOKEN),
            "office",
            Map.of("JWT", SIGNED_CLAIMS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie"})
  void claims_of_others_are_not_fetched_nor_believed_and_their_tokens_not_told(String store) {
    listen();
    start(store);
    provider.always().onIdToken(claims -> claims.putAll(sources()));
    provider
        .always()
        .onUserinfo(
            reply ->
                reply
                    .with("_claim_names", sources().getOrDefault("_claim_names", ""))
                    .with("_claim_sources", sources().getOrDefault("_claim_sources", "")));
    Browser browser = Browser.at(Shop.home(container));
    String page = browser.open("/claims").body();
    assertThat(page).contains("\"sub\":\"alice\"").contains("\"name\":\"alice\"");
    String seen = page + browser.get("/claims").body() + browser.get("/auth/session").body();
    assertThat(seen).contains("\"authenticated\":true");
    String logged = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList().toString();
    assertThat(logged).isNotEmpty();
    assertThat(seen + logged)
        .doesNotContain(TOKEN, SIGNED_CLAIMS, "_claim_", elsewhere.issuer(), "in the role: true");
    assertThat(elsewhere.requests()).isEmpty();
  }

  /** Tells all it knows of its user. */
  private static final class ClaimsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Map<?, ?> profiles = (Map<?, ?>) request.getAttribute(Pac4jConstants.USER_PROFILES);
      CommonProfile profile = (CommonProfile) profiles.values().iterator().next();
      response
          .getWriter()
          .write(
              OidcUser.session(request).orElseThrow().claims().toJson()
                  + profile.getAttributes()
                  + profile
                  + "in the role: "
                  + request.isUserInRole(TOKEN));
    }
  }
}
