package dev.holdfast.demo.provider;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Demo addition: lets public clients push requests, refresh and revoke. Spring knows them only with
 * a code in hand; with DPoP their refresh tokens are bound and safe to give. RFC 9449 section 5.
 */
final class PublicClients implements AuthenticationConverter, AuthenticationProvider {
  private final ClientRegistry clients;

  PublicClients(ClientRegistry clients) {
    this.clients = clients;
  }

  /** A client that only says its name. */
  private static final class NamedClient extends OAuth2ClientAuthenticationToken {
    private static final long serialVersionUID = 1L;

    NamedClient(String clientId) {
      super(clientId, ClientAuthenticationMethod.NONE, null, null);
    }
  }

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    String clientId = request.getParameter("client_id");
    boolean otherwiseProven =
        request.getHeader("Authorization") != null
            || request.getParameter("client_secret") != null
            || request.getParameter("client_assertion") != null
            || request.getParameter("code") != null;
    return clientId == null || otherwiseProven ? null : new NamedClient(clientId);
  }

  @Override
  public Authentication authenticate(Authentication named) {
    RegisteredClient client = clients.findByClientId(named.getName());
    if (client == null
        || !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
    }
    return new OAuth2ClientAuthenticationToken(client, ClientAuthenticationMethod.NONE, null);
  }

  @Override
  public boolean supports(Class<?> type) {
    return type == NamedClient.class;
  }
}
