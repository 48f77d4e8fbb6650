package dev.holdfast.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.Page;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journeys of a user, with a Keycloak as it comes. */
class KeycloakIT {
  private static final ECKey KEY = key();
  private static final int SHOP = Keycloak.freePort();
  private static final int SIGNING = Keycloak.freePort();
  private static final int FAPI = Keycloak.freePort();
  private static final int MESSAGES = Keycloak.freePort();
  private static final int UNTOLD = Keycloak.freePort();
  private static final Pattern LOCATION = Pattern.compile("\"location\":\"([^\"]+)\"");

  private static Keycloak keycloak;

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  static void start() {
    keycloak =
        Keycloak.start(
            new Realm()
                .withSecret("shop", SHOP)
                .withKeySet("signing", SIGNING)
                .underFapi("fapi", FAPI)
                .underMessageSigning("messages", MESSAGES)
                .underMessageSigningAsItComes("untold", UNTOLD)
                .json());
  }

  @AfterAll
  static void stop() {
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static Application shop() {
    return Application.start(
        SHOP,
        keycloak,
        Map.of("client-id", "shop", "client-secret", "shop-secret", "back-channel-logout", "true"));
  }

  private static Visitor alice(Application application) {
    return new Visitor("alice", application.home(), application.home());
  }

  private static String thumbprint(String accessToken) throws ParseException {
    Map<String, Object> confirmed =
        SignedJWT.parse(accessToken).getJWTClaimsSet().getJSONObjectClaim("cnf");
    return String.valueOf(confirmed.get("jkt"));
  }

  @Test
  void a_login_brings_a_bound_token_that_an_api_takes() throws Exception {
    try (Application application = shop()) {
      Visitor alice = alice(application);
      Page page = alice.open("/whoami?x=1");
      assertThat(page.uri()).hasPath("/whoami").hasQuery("x=1");
      assertThat(page.body()).isEqualTo("alice");
      assertThat(thumbprint(alice.get("/token").body())).hasSize(43);
      assertThat(alice.get("/api").body()).startsWith("200 ").contains("alice");

      Visitor again = alice(application);
      again.open("/whoami");
      assertThat(thumbprint(again.get("/token").body()))
          .as("every session has a key of its own")
          .isNotEqualTo(thumbprint(alice.get("/token").body()));
    }
  }

  @Test
  void tokens_are_renewed_with_refresh_tokens_that_count_once() throws Exception {
    try (Application application = shop()) {
      Visitor alice = alice(application);
      alice.open("/whoami");
      String first = alice.get("/token").body();
      for (int renewal = 0; renewal < 3; renewal++) {
        String next = alice.get("/renewed").body();
        assertThat(next).isNotEqualTo(first);
        assertThat(thumbprint(next)).isEqualTo(thumbprint(first));
        first = next;
      }
      assertThat(alice.get("/api").body()).startsWith("200 ");
    }
  }

  @Test
  void a_recent_login_is_asked_for_once_and_replaces_the_session() {
    try (Application application = shop()) {
      Visitor alice = alice(application);
      alice.open("/whoami");
      Page page = alice.open("/recent");
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      assertThat(page.body()).startsWith("recent ");
      assertThat(alice.get("/api").body()).startsWith("200 ");
    }
  }

  @Test
  void an_administrators_logout_arrives_by_the_back_channel() {
    try (Application application = shop()) {
      Visitor alice = alice(application);
      alice.open("/whoami");
      assertThat(alice.get("/whoami").status()).isEqualTo(200);
      keycloak.logOut("alice");
      assertThat(alice.get("/whoami").status()).isEqualTo(401);
      assertThat(alice.open("/whoami").body()).as("she may log in again").isEqualTo("alice");
    }
  }

  @Test
  void a_logout_ends_the_session_here_and_there() {
    try (Application application = shop()) {
      Visitor alice = alice(application);
      alice.open("/whoami");
      assertLogsOut(alice);
    }
  }

  private static void assertLogsOut(Visitor alice) {
    Matcher next = LOCATION.matcher(alice.post("/auth/logout").body());
    assertThat(next.find()).isTrue();
    Page bye = alice.follow(URI.create(next.group(1)));
    assertThat(bye.uri()).hasPath("/public/bye");
    assertThat(bye.body()).isEqualTo("nobody");
    assertThat(alice.get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void a_client_proves_its_name_by_a_key_that_keycloak_fetches_from_it() {
    Map<String, String> settings = new HashMap<>();
    settings.put("client-id", "signing");
    settings.put("client-key", KEY.toJSONString());
    try (Application application = Application.start(SIGNING, keycloak, settings)) {
      Visitor alice = alice(application);
      assertThat(alice.open("/whoami").body()).isEqualTo("alice");
      assertThat(alice.get("/renewed").status()).isEqualTo(200);
      assertThat(alice.get("/api").body()).startsWith("200 ");
    }
  }

  @Test
  void the_fapi_profile_passes_keycloaks_own_policy_for_it() {
    try (Application application = signing("fapi", FAPI, "fapi2")) {
      Visitor alice = aliceByHttps(application);
      Page page = alice.open("/whoami");
      assertThat(page.status()).as(keycloak.said()).isEqualTo(200);
      assertThat(page.body()).isEqualTo("alice");
      assertThat(alice.get("/renewed").status()).isEqualTo(200);
      assertThat(alice.get("/api").body()).startsWith("200 ");
      assertThat(alice.get("/revoked").body()).as("as below").isEqualTo("revoked false");
    }
  }

  private static Application signing(String client, int port, String profile) {
    Map<String, String> settings = new HashMap<>();
    settings.put("client-id", client);
    settings.put("client-key", KEY.toJSONString());
    settings.put("profile", profile);
    settings.put("redirect-uri", "https://localhost/auth/callback");
    settings.put("post-logout-redirect-uri", "https://localhost/public/bye");
    return Application.start(port, keycloak, settings);
  }

  private static Visitor aliceByHttps(Application application) {
    return new Visitor("alice", URI.create("https://localhost"), application.home());
  }

  @Test
  void signed_requests_and_answers_pass_keycloaks_own_policy_for_them() throws Exception {
    try (Application application = signing("messages", MESSAGES, "fapi2-message-signing")) {
      Visitor alice = aliceByHttps(application);
      Page page = alice.open("/whoami");
      assertThat(page.status()).as(page.uri() + page.body() + keycloak.said()).isEqualTo(200);
      assertThat(page.body()).isEqualTo("alice");
      assertThat(alice.sentTo("/protocol/openid-connect/auth"))
          .as("pushed")
          .matches("[^&]+&[^&]+")
          .contains("client_id=messages", "request_uri=");
      assertThat(alice.sentTo("/auth/callback")).as("signed").matches("response=[^&]+");
      String first = alice.get("/token").body();
      String next = alice.get("/renewed").body();
      assertThat(next).isNotEqualTo(first);
      assertThat(thumbprint(next)).hasSize(43).isEqualTo(thumbprint(first));
      assertThat(alice.get("/api").body()).startsWith("200 ");
      assertLogsOut(alice);
    }
  }

  @Test
  void that_policy_refuses_a_request_that_is_not_signed() {
    try (Application application = signing("untold", UNTOLD, "fapi2")) {
      Visitor alice = aliceByHttps(application);
      Page page = alice.open("/whoami");
      assertThat(alice.sentTo("/auth/callback")).contains("error=invalid_request&");
      assertThat(page.uri().getQuery()).contains("'request'+or+'request_uri'");
      assertThat(page.body()).contains("request_refused");
    }
  }

  @Test
  void that_policy_revokes_no_refresh_token_since_keycloak_bound_it_to_no_key() {
    try (LogLines log = LogLines.of("dev.holdfast.provider");
        Application application = signing("messages", MESSAGES, "fapi2-message-signing")) {
      Visitor alice = aliceByHttps(application);
      alice.open("/whoami");
      assertThat(alice.get("/revoked").body()).isEqualTo("revoked false");
      assertThat(log.read())
          .as("the refresh token, and not the access token")
          .containsExactly(
              "INFO a token was not revoked at "
                  + keycloak.issuer()
                  + ": status 400, error invalid_token");
      assertThat(keycloak.said()).contains("DPoP proof and token binding verification failed");
      assertThat(alice.get("/whoami").status()).isEqualTo(401);
    }
  }

  @Test
  void keycloak_names_itself_twice_in_a_signed_answer_unless_told_not_to() {
    try (Application application = signing("untold", UNTOLD, "fapi2-message-signing")) {
      Page page = aliceByHttps(application).open("/whoami");
      assertThat(page.uri()).hasPath("/auth/callback");
      assertThat(page.body()).contains("callback_invalid");
      String answer = page.uri().getQuery().substring("response=".length());
      String claims = new Base64URL(answer.split("\\.", -1)[1]).decodeToString();
      assertThat(claims.split("\"iss\":", -1)).as(claims).hasSize(3);
    }
  }
}
