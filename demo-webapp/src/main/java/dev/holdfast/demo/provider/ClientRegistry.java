package dev.holdfast.demo.provider;

import com.nimbusds.jose.jwk.JWKSet;
import dev.holdfast.demo.provider.ProviderClient.Credential;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The clients of the provider, in Spring's terms. Thread-safe. */
final class ClientRegistry implements RegisteredClientRepository {
  private final ConcurrentMap<String, ProviderClient> clients = new ConcurrentHashMap<>();
  private final TokenSettings tokens;

  ClientRegistry(ProviderSettings settings) {
    tokens =
        TokenSettings.builder()
            .accessTokenTimeToLive(settings.accessTokenLife())
            .refreshTokenTimeToLive(settings.refreshTokenLife())
            .reuseRefreshTokens(false)
            .build();
    clients.putAll(settings.clients());
  }

  void put(ProviderClient client) {
    clients.put(client.id(), client);
  }

  Optional<JWKSet> keysOf(String clientId) {
    return Optional.ofNullable(clients.get(clientId))
        .map(ProviderClient::credential)
        .filter(Credential.Keys.class::isInstance)
        .map(keys -> ((Credential.Keys) keys).publicKeys());
  }

  Optional<URI> backChannelLogoutOf(String clientId) {
    return Optional.ofNullable(clients.get(clientId)).map(ProviderClient::backChannelLogoutUri);
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("clients come from the settings");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    ProviderClient client = clients.get(clientId);
    return client == null ? null : translate(client);
  }

  private RegisteredClient translate(ProviderClient client) {
    RegisteredClient.Builder builder =
        RegisteredClient.withId(client.id())
            .clientId(client.id())
            .redirectUris(
                uris -> client.redirectUris().stream().map(URI::toString).forEach(uris::add))
            .postLogoutRedirectUris(
                uris ->
                    client.postLogoutRedirectUris().stream().map(URI::toString).forEach(uris::add))
            .scopes(scopes -> scopes.addAll(DemoClaims.SCOPES))
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
            .clientSettings(
                ClientSettings.builder()
                    .requireProofKey(true)
                    .requireAuthorizationConsent(false)
                    .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                    .build())
            .tokenSettings(tokens);
    authenticate(builder, client.credential());
    return builder.build();
  }

  private static void authenticate(RegisteredClient.Builder builder, Credential credential) {
    if (credential instanceof Credential.None) {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
      return;
    }
    builder.authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS);
    if (credential instanceof Credential.Secret secret) {
      builder
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
          .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
          .clientSecret(secret.text());
    } else {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    }
  }
}
