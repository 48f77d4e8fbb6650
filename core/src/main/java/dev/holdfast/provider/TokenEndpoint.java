package dev.holdfast.provider;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.HttpReply;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The token endpoint (RFC 6749 §3.2): a grant in, an answer bound to the key out. */
final class TokenEndpoint {
  private final OidcConfig config;
  private final Metadata metadata;
  private final AuthorizationServerCall server;

  TokenEndpoint(OidcConfig config, Metadata metadata, AuthorizationServerCall server) {
    this.config = config;
    this.metadata = metadata;
    this.server = server;
  }

  /** Redeems the grant; the answer's tokens are bound as the policy asks, or it is refused. */
  TokenAnswer redeem(
      AuthorizationGrant grant, Optional<DpopKey> key, BooleanSupplier mayStillSend) {
    Supplier<TokenRequest> request = () -> request(grant);
    HttpReply reply = server.send(() -> request.get().toHTTPRequest(), key, mayStillSend);
    return TokenAnswer.read(reply);
  }

  /** Throws unless the tokens are bound to the key as the policy asks (RFC 9449 §5 and §6.1). */
  void requireBound(TokenAnswer answer, Optional<DpopKey> key) {
    if (!answer.dpop() && config.dpop() == DpopPolicy.REQUIRED) {
      throw ProviderRefusal.of(ErrorCode.TOKEN_NOT_BOUND, "token_type is Bearer");
    }
    if (answer.dpop() && key.isEmpty()) {
      throw ProviderRefusal.of(ErrorCode.TOKEN_NOT_BOUND, "token_type is DPoP, but no key is used");
    }
    if (answer.dpop()) {
      confirmation(answer.accessToken())
          .filter(jkt -> !jkt.equals(key.orElseThrow().thumbprint().value()))
          .ifPresent(
              jkt -> {
                throw ProviderRefusal.of(ErrorCode.TOKEN_NOT_BOUND, "cnf.jkt is another key");
              });
    }
  }

  /** Throws if a bound token would be replaced by one that is not. */
  void requireNoDowngrade(TokenAnswer answer, AccessToken previous) {
    if (previous.bound() && !answer.dpop()) {
      throw ProviderRefusal.of(ErrorCode.TOKEN_NOT_BOUND, "token_type was DPoP and is Bearer now");
    }
  }

  /** {@code cnf.jkt}, where the access token happens to be a JWT; it is never required to be. */
  private static Optional<String> confirmation(SecretText accessToken) {
    try {
      Map<String, Object> claims =
          JWSObject.parse(accessToken.reveal()).getPayload().toJSONObject();
      Object cnf = claims == null ? null : claims.get("cnf");
      return cnf instanceof Map<?, ?> map && map.get("jkt") instanceof String jkt
          ? Optional.of(jkt)
          : Optional.empty();
    } catch (ParseException e) {
      return Optional.empty(); // opaque
    }
  }

  private TokenRequest request(AuthorizationGrant grant) {
    var authentication = metadata.getClientAuthenticationTokenEndpoint();
    var endpoint = metadata.load().getTokenEndpointURI();
    TokenRequest.Builder builder =
        authentication == null
            ? new TokenRequest.Builder(endpoint, new ClientID(config.clientId()), grant)
            : new TokenRequest.Builder(endpoint, authentication, grant);
    return builder.build();
  }
}
