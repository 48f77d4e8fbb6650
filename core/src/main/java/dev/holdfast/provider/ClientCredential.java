package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * Proves to the authorization server who this client is. An assertion is made anew for every HTTP
 * request.
 */
final class ClientCredential {
  private final String clientId;
  private final ClientAuthentication authentication;
  private final ClientAssertion assertion;

  private ClientCredential(
      ProviderSetup setup, String clientId, ClientAuthentication authentication) {
    this.clientId = clientId;
    this.authentication = authentication;
    this.assertion = new ClientAssertion(setup, clientId);
  }

  /** Of the client that users log in at. */
  static ClientCredential ofLogin(ProviderSetup setup) {
    OidcConfig config = setup.config();
    return new ClientCredential(setup, config.clientId(), config.clientAuthentication());
  }

  /** Of a client that asks for tokens of its own. */
  static ClientCredential of(NamedClient client, ProviderSetup setup) {
    return new ClientCredential(setup, client.clientId(), client.clientAuthentication());
  }

  /** The name that it proves. */
  ClientID id() {
    return new ClientID(clientId);
  }

  /** For one HTTP request; empty for a public client. */
  Optional<com.nimbusds.oauth2.sdk.auth.ClientAuthentication> fresh() {
    if (authentication instanceof ClientAuthentication.SecretBasic basic) {
      return Optional.of(new ClientSecretBasic(id(), secret(basic.secret())));
    }
    if (authentication instanceof ClientAuthentication.SecretPost post) {
      return Optional.of(new ClientSecretPost(id(), secret(post.secret())));
    }
    if (authentication instanceof ClientAuthentication.SecretJwt jwt) {
      return Optional.of(new AssertionInForm(jwt.method(), id(), assertion.by(jwt)));
    }
    if (authentication instanceof ClientAuthentication.PrivateKeyJwt jwt) {
      return Optional.of(new AssertionInForm(jwt.method(), id(), assertion.by(jwt)));
    }
    return Optional.empty();
  }

  private static Secret secret(SecretText text) {
    return new Secret(text.reveal());
  }
}
