package dev.holdfast.demo.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/**
 * Demo addition: tells clients that a sign-in they rely on is over. Spring does not. Blocks for at
 * most five seconds a client; a client that cannot be told is logged and left alone.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">Back-Channel
 *     Logout</a>
 */
final class BackChannelLogout {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Events events = new Events();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ClientRegistry clients;
  private final LogoutTokens tokens;

  BackChannelLogout(ClientRegistry clients, LogoutTokens tokens) {
    this.clients = clients;
    this.tokens = tokens;
  }

  /** Grants without an ID token concern no session and are skipped. */
  void tell(Collection<OAuth2Authorization> ended) {
    for (OAuth2Authorization grant : ended) {
      OAuth2Authorization.Token<OidcIdToken> idToken = grant.getToken(OidcIdToken.class);
      if (idToken != null) {
        String clientId = grant.getRegisteredClientId();
        clients
            .backChannelLogoutOf(clientId)
            .ifPresent(uri -> post(clientId, uri, tokens.about(clientId, idToken.getToken())));
      }
    }
  }

  private void post(String clientId, URI uri, String logoutToken) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + logoutToken))
            .build();
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 300) {
        events.clientRefusedLogout(clientId, status);
      }
    } catch (IOException e) {
      events.clientNotReached(clientId, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
