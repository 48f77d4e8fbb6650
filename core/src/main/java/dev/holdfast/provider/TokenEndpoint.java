package dev.holdfast.provider;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The token endpoint (RFC 6749 §3.2): a grant in, an answer bound to the key out. */
final class TokenEndpoint {
  private final OidcConfig config;
  private final CertificateBinding certificate;
  private final Metadata metadata;
  private final AuthorizationServerCall server;
  private final ClientCredential ofLogin;

  TokenEndpoint(
      OidcConfig config,
      Metadata metadata,
      AuthorizationServerCall server,
      ClientCredential ofLogin) {
    this.config = config;
    this.certificate = new CertificateBinding(config);
    this.metadata = metadata;
    this.server = server;
    this.ofLogin = ofLogin;
  }

  /** Redeems the code of a login: somebody waits for it in front of a browser. */
  TokenAnswer redeem(AuthorizationGrant code, Optional<DpopKey> key) {
    Supplier<HTTPRequest> request =
        () -> request(ofLogin, code, TokenTarget.OF_LOGIN).toHTTPRequest();
    return TokenAnswer.read(server.send(request, key, () -> true));
  }

  /** Redeems another grant for a token of this target; the request says so (RFC 8707 §2.2). */
  TokenAnswer redeem(
      AuthorizationGrant grant,
      TokenTarget target,
      Optional<DpopKey> key,
      BooleanSupplier mayStillSend) {
    Supplier<HTTPRequest> request = () -> request(ofLogin, grant, target).toHTTPRequest();
    return TokenAnswer.read(server.sendUnlessResting(request, key, mayStillSend));
  }

  /** Asks for a token of a client's own: nobody's grant is spent. */
  TokenAnswer grant(ClientCredential client, TokenTarget target, Optional<DpopKey> key) {
    Supplier<HTTPRequest> request =
        () -> request(client, new ClientCredentialsGrant(), target).toHTTPRequest();
    return TokenAnswer.read(
        server.by(client.transport()).sendUnlessResting(request, key, () -> true));
  }

  /** Throws unless a session's tokens are bound as its policy asks. */
  void requireBound(TokenAnswer answer, Optional<DpopKey> key) {
    requireBound(answer, key, config.dpop());
  }

  /** Throws unless the tokens are bound to the key as the policy asks (RFC 9449 §5 and §6.1). */
  void requireBound(TokenAnswer answer, Optional<DpopKey> key, DpopPolicy policy) {
    if (!answer.dpop() && policy == DpopPolicy.REQUIRED) {
      throw ProviderRefusal.of(ErrorCode.TOKEN_NOT_BOUND, "token_type is Bearer");
    }
    certificate.require(answer.accessToken());
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

  private TokenRequest request(
      ClientCredential client, AuthorizationGrant grant, TokenTarget target) {
    var endpoint = client.endpoints(metadata.load()).token();
    TokenRequest.Builder builder =
        client
            .fresh(endpoint)
            .map(proof -> new TokenRequest.Builder(endpoint, proof, grant))
            .orElseGet(() -> new TokenRequest.Builder(endpoint, client.id(), grant));
    target.resource().ifPresent(builder::resource);
    if (target.isOfLogin() && !config.logins().resources().isEmpty()) {
      builder.resources(config.logins().resources().toArray(URI[]::new));
    }
    target.audience().ifPresent(name -> builder.customParameter("audience", name));
    if (!target.scopes().isEmpty()) {
      builder.scope(Scope.parse(target.scopes()));
    }
    return builder.build();
  }
}
