package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.PKITLSClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.SelfSignedTLSClientAuthentication;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.ClientCertificate;
import dev.holdfast.config.NamedClient;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.HttpTransport;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Proves to the authorization server who this client is. An assertion is made anew for every HTTP
 * request.
 */
final class ClientCredential {
  private final String clientId;
  private final ClientAuthentication authentication;
  private final ClientAssertion assertion;
  private final HttpTransport transport;

  private ClientCredential(
      ProviderSetup setup, String clientId, ClientAuthentication authentication) {
    this.clientId = clientId;
    this.authentication = authentication;
    this.assertion = new ClientAssertion(setup, clientId);
    HttpTransport way = setup.transport();
    this.transport = authentication.shown().map(way::showing).orElse(way);
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

  /** The way its requests go: with its certificate, if it has one. */
  HttpTransport transport() {
    return transport;
  }

  /** Where its requests go. */
  Endpoints endpoints(OIDCProviderMetadata metadata) {
    return new Endpoints(metadata, authentication.shown().isPresent());
  }

  /** For one HTTP request to this endpoint; empty for a public client. */
  Optional<com.nimbusds.oauth2.sdk.auth.ClientAuthentication> fresh(URI endpoint) {
    if (authentication instanceof ClientAuthentication.SecretBasic basic) {
      return Optional.of(new ClientSecretBasic(id(), secret(basic.secret())));
    }
    if (authentication instanceof ClientAuthentication.SecretPost post) {
      return Optional.of(new ClientSecretPost(id(), secret(post.secret())));
    }
    if (authentication instanceof ClientAuthentication.SecretJwt jwt) {
      return Optional.of(new AssertionInForm(jwt.method(), id(), assertion.by(jwt, endpoint)));
    }
    if (authentication instanceof ClientAuthentication.PrivateKeyJwt jwt) {
      return Optional.of(new AssertionInForm(jwt.method(), id(), assertion.by(jwt, endpoint)));
    }
    if (authentication instanceof ClientAuthentication.TlsCertificate tls) {
      return Optional.of(new PKITLSClientAuthentication(id(), own(tls.certificate())));
    }
    if (authentication instanceof ClientAuthentication.SelfSignedTlsCertificate tls) {
      return Optional.of(new SelfSignedTLSClientAuthentication(id(), own(tls.certificate())));
    }
    return Optional.empty();
  }

  private static X509Certificate own(ClientCertificate certificate) {
    return certificate.chain().get(0);
  }

  private static Secret secret(SecretText text) {
    return new Secret(text.reveal());
  }
}
