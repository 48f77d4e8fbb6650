package dev.holdfast.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import dev.holdfast.demo.wire.LocalServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BackChannelLogoutTest {
  private static final BlockingQueue<String> logoutTokens = new LinkedBlockingQueue<>();
  private static final LocalServer application = LocalServer.listen(0);
  private static final EmbeddedProvider provider =
      EmbeddedProvider.start(
          ProviderSettings.builder()
              .signIn(SignIn.BY_HINT)
              .client(
                  new ProviderClient(
                      "app",
                      new Credential.None(),
                      Set.of(ScriptedClient.REDIRECT_URI),
                      Set.of(),
                      URI.create(application.origin() + "/ended")))
              .build());

  private final ECKey key = ScriptedClient.newKey();
  private final ScriptedClient client =
      new ScriptedClient(provider, "app", ClientProof.nameOnly("app"));

  /** What an application does when it is told. */
  private static final class Ended extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
      logoutTokens.add(request.getParameter("logout_token"));
    }
  }

  @BeforeAll
  static void listen() {
    application.add("/ended", new Ended());
    application.start();
  }

  @AfterAll
  static void stop() {
    provider.close();
    application.close();
  }

  @Test
  void an_ended_session_is_told_to_the_client_with_sub_and_sid() throws Exception {
    Reply tokens = client.login(key, "alice");
    provider.endSessionsOf("alice");

    SignedJWT told = SignedJWT.parse(logoutTokens.take());
    Map<String, Object> session = tokens.claims("id_token");
    assertThat(told.getHeader().getType().toString()).isEqualTo("logout+jwt");
    assertThat(told.getJWTClaimsSet().toJSONObject())
        .containsEntry("iss", provider.issuer().toString())
        .containsEntry("aud", "app")
        .containsEntry("sub", "alice")
        .containsEntry("sid", session.get("sid"))
        .containsKeys("iat", "exp", "jti", "events")
        .doesNotContainKey("nonce");
    JWKSet keys = JWKSet.load(provider.jwks().toURL());
    assertThat(
            told.verify(
                new RSASSAVerifier(keys.getKeyByKeyId(told.getHeader().getKeyID()).toRSAKey())))
        .isTrue();
    assertThat(client.refresh(key, tokens.text("refresh_token")).text("error"))
        .isEqualTo("invalid_grant");
  }

  @Test
  void a_logout_at_the_provider_is_told_to_the_client() throws Exception {
    Reply tokens = client.login(key, "bob");
    URI logout =
        client.at(
            Endpoints.LOGOUT + "?" + Wire.encode(Map.of("id_token_hint", tokens.text("id_token"))));
    client.wire().get(logout, Map.of());

    assertThat(SignedJWT.parse(logoutTokens.take()).getJWTClaimsSet().getSubject())
        .isEqualTo("bob");
  }
}
