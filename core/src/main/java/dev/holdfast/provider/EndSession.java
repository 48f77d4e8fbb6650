package dev.holdfast.provider;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end session endpoint (OpenID Connect RP-Initiated Logout §2): an address for the browser. */
final class EndSession {
  /** Longer hints are left out: a URL over 4 KiB is refused by too many servers. */
  private static final int LONGEST_HINT = 2048;

  private final OidcConfig config;
  private final Metadata metadata;
  private final Events events = new Events();

  EndSession(OidcConfig config, Metadata metadata) {
    this.config = config;
    this.metadata = metadata;
  }

  Optional<URI> address(Optional<SecretText> idTokenHint) {
    try {
      return Optional.ofNullable(metadata.load().getEndSessionEndpointURI())
          .map(endpoint -> request(endpoint, idTokenHint).toURI());
    } catch (ProviderRefusal e) {
      events.refused(config.issuer(), "logout", e);
      return Optional.empty();
    }
  }

  private LogoutRequest request(URI endpoint, Optional<SecretText> idTokenHint) {
    return new LogoutRequest(
        endpoint,
        idTokenHint.map(EndSession::hint).orElse(null),
        null,
        new ClientID(config.clientId()),
        config.postLogoutRedirectUri().orElse(null),
        null,
        null);
  }

  private static @Nullable JWT hint(SecretText idToken) {
    if (idToken.reveal().length() > LONGEST_HINT) {
      return null;
    }
    try {
      return JWTParser.parse(idToken.reveal());
    } catch (ParseException e) {
      throw new IllegalStateException("a verified ID token no longer parses", e);
    }
  }
}
