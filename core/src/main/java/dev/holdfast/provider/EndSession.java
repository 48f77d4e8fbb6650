package dev.holdfast.provider;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end session endpoint (OpenID Connect RP-Initiated Logout §2): an address for the browser. */
final class EndSession {
  /** Longer tokens are left out: a URL over 4 KiB is refused by too many servers. */
  private static final int LONGEST_HINT = 2048;

  /** Somebody waits who is logged out already. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OidcConfig config;
  private final Metadata metadata;
  private final Events events = new Events();

  EndSession(OidcConfig config, Metadata metadata) {
    this.config = config;
    this.metadata = metadata;
  }

  Optional<URI> address(EndSessionRequest wanted) {
    try {
      return Optional.ofNullable(metadata.loadWithin(PATIENCE).getEndSessionEndpointURI())
          .map(endpoint -> request(endpoint, wanted).toURI());
    } catch (ProviderRefusal e) {
      events.refused(config.issuer(), "logout", e);
      return Optional.empty();
    }
  }

  private LogoutRequest request(URI endpoint, EndSessionRequest wanted) {
    boolean fits = wanted.idToken().reveal().length() <= LONGEST_HINT;
    @Nullable URI back = config.postLogoutRedirectUri().orElse(null);
    return new LogoutRequest(
        endpoint,
        fits ? parsed(wanted.idToken()) : null,
        fits ? null : wanted.logoutHint(),
        new ClientID(config.clientId()),
        back,
        back == null ? null : wanted.state().map(State::new).orElse(null),
        null);
  }

  private static JWT parsed(SecretText idToken) {
    try {
      return JWTParser.parse(idToken.reveal());
    } catch (ParseException e) {
      throw new IllegalStateException("a verified ID token no longer parses", e);
    }
  }
}
