package dev.holdfast.interop;

import java.util.ArrayList;
import java.util.List;

/** What Keycloak is told at its start, as JSON. */
final class Realm {
  private final List<String> clients = new ArrayList<>();

  /** A client with a secret. */
  Realm withSecret(String id, int port) {
    return client(
        id,
        """
        "clientAuthenticatorType": "client-secret", "secret": "%s-secret",
        """
            .formatted(id),
        "http://localhost:" + port,
        "");
  }

  /** A client that signs, and shows its keys where its application is. */
  Realm withKeySet(String id, int port) {
    return signing(id, port, "http://localhost:" + port, "");
  }

  /** The same under Keycloak's own policy for FAPI 2.0, which wants its address to be https. */
  Realm underFapi(String id, int port) {
    return signing(
        id,
        port,
        "https://localhost",
        """
        "require.pushed.authorization.requests": "true", "fapi": "true",
        "id.token.signed.response.alg": "PS256", "access.token.signed.response.alg": "PS256",
        """);
  }

  /** The same under its policy for FAPI 2.0 Message Signing, with DPoP. */
  Realm underMessageSigning(String id, int port) {
    return underMessageSigning(id, port, "\"exclude.issuer.from.auth.response\": \"true\",");
  }

  /** The same, with the issuer beside every answer, signed ones included. */
  Realm underMessageSigningAsItComes(String id, int port) {
    return underMessageSigning(id, port, "");
  }

  private Realm underMessageSigning(String id, int port, String more) {
    return signing(
        id,
        port,
        "https://localhost",
        """
        "require.pushed.authorization.requests": "true", "message-signing": "true",
        "id.token.signed.response.alg": "PS256", "access.token.signed.response.alg": "PS256",
        "request.object.signature.alg": "ES256", "authorization.signed.response.alg": "PS256", %s
        """
            .formatted(more));
  }

  private Realm signing(String id, int port, String home, String more) {
    return client(
        id,
        """
        "clientAuthenticatorType": "client-jwt",
        """,
        home,
        """
        "use.jwks.url": "true", "jwks.url": "http://localhost:%d/auth/jwks",
        "token.endpoint.auth.signing.alg": "ES256", %s
        """
            .formatted(port, more));
  }

  private Realm client(String id, String authentication, String home, String attributes) {
    clients.add(
        """
        { "clientId": "%s", "protocol": "openid-connect", "publicClient": false,
          "standardFlowEnabled": true, "directAccessGrantsEnabled": false, %s
          "redirectUris": ["%s/auth/callback"],
          "defaultClientScopes": ["basic", "profile", "acr"],
          "attributes": { %s
            "dpop.bound.access.tokens": "true", "pkce.code.challenge.method": "S256",
            "post.logout.redirect.uris": "%s/public/bye",
            "backchannel.logout.url": "%s/auth/backchannel-logout",
            "backchannel.logout.session.required": "true" } }
        """
            .formatted(id, authentication, home, attributes, home, home));
    return this;
  }

  /** The whole, with one user. */
  String json() {
    return """
    { "realm": "shop", "enabled": true, "sslRequired": "none",
      "revokeRefreshToken": true, "refreshTokenMaxReuse": 0,
      "users": [ { "username": "alice", "enabled": true, "email": "alice@example.org",
        "emailVerified": true, "firstName": "Alice", "lastName": "Arden",
        "credentials": [ { "type": "password", "value": "alice" } ] } ],
      "clientPolicies": { "policies": [ { "name": "fapi", "enabled": true,
        "conditions": [ { "condition": "client-attributes",
          "configuration": { "attributes": "[{\\"key\\":\\"fapi\\",\\"value\\":\\"true\\"}]" } } ],
        "profiles": [ "fapi-2-dpop-security-profile" ] },
        { "name": "message-signing", "enabled": true,
        "conditions": [ { "condition": "client-attributes",
          "configuration": { "attributes": "[{\\"key\\":\\"message-signing\\",\\"value\\":\\"true\\"}]" } } ],
        "profiles": [ "fapi-2-dpop-message-signing" ] } ] },
      "clients": [ %s ] }
    """
        .formatted(String.join(", ", clients));
  }
}
