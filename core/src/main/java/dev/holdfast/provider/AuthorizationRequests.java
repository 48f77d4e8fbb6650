package dev.holdfast.provider;

import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.ResponseMode;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.transport.HttpReply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.exception.http.RedirectionAction;
import org.pac4j.core.exception.http.SeeOtherAction;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.redirect.OidcRedirectionActionBuilder;
import org.pac4j.oidc.redirect.Params;

/**
 * pac4j's seam for the authorization request: PKCE, nonce, {@code dpop_jkt}, pushed wherever the
 * provider takes it (RFC 9126), so that the front channel shows two parameters.
 */
final class AuthorizationRequests extends OidcRedirectionActionBuilder {
  private final OidcConfig config;
  private final Metadata metadata;
  private final AuthorizationServerCall server;
  private final RequestObjects objects;

  AuthorizationRequests(
      OidcClient client,
      OidcConfig config,
      Metadata metadata,
      AuthorizationServerCall server,
      RequestObjects objects) {
    super(client);
    this.config = config;
    this.metadata = metadata;
    this.server = server;
    this.objects = objects;
  }

  @Override
  public Optional<RedirectionAction> getRedirectionAction(CallContext context) {
    init();
    LoginContext login = (LoginContext) context.webContext();
    Params params = buildParams(login);
    params.requestObject().put("redirect_uri", config.redirectUri().toString());
    addStateAndNonceParameters(context, params);
    AuthorizationRequest request = parse(params.requestObject(), login.parameters().wishes());
    OIDCProviderMetadata provider = metadata.load();
    requirePushed(request, provider);
    URI pushing = metadata.endpoints().pushedRequests();
    Map<String, List<String>> visible =
        pushing == null ? objects.visible(request) : pushed(pushing, request, login);
    return Optional.of(new SeeOtherAction(with(provider.getAuthorizationEndpointURI(), visible)));
  }

  @Override
  protected void addStateAndNonceParameters(CallContext context, Params params) {
    AuthorizationParameters login = ((LoginContext) context.webContext()).parameters();
    Map<String, String> request = params.requestObject();
    CodeVerifier verifier = new CodeVerifier(login.codeVerifier().reveal());
    request.put("state", login.state().reveal());
    request.put("nonce", login.nonce().reveal());
    request.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    request.put("code_challenge_method", CodeChallengeMethod.S256.getValue());
    if (config.logins().responseMode() == ResponseMode.QUERY) {
      request.remove("response_mode");
    } else {
      request.put("response_mode", config.logins().responseMode().text());
    }
    login.key().ifPresent(key -> request.put("dpop_jkt", key.thumbprint().value()));
  }

  /** Details may be sensitive and long: they stand in no address. */
  private static void requirePushed(AuthorizationRequest request, OIDCProviderMetadata provider) {
    if (provider.getPushedAuthorizationRequestEndpointURI() == null
        && request.toParameters().containsKey("authorization_details")) {
      throw ProviderRefusal.of(
          ErrorCode.PROVIDER_UNSUITABLE,
          "metadata: pushed_authorization_request_endpoint is missing, but authorization_details"
              + " are asked for");
    }
  }

  private static AuthorizationRequest parse(
      Map<String, String> parameters, Map<String, List<String>> wishes) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (value != null) {
            lists.put(name, List.of(value));
          }
        });
    lists.putAll(wishes);
    try {
      return AuthenticationRequest.parse(lists);
    } catch (ParseException e) {
      throw new IllegalStateException("the request's own parameters contradict each other", e);
    }
  }

  private Map<String, List<String>> pushed(
      URI endpoint, AuthorizationRequest request, LoginContext login) {
    HttpReply reply =
        server.send(
            () -> {
              var authentication = metadata.getClientAuthenticationPAREndpoint();
              AuthorizationRequest sent = objects.pushed(request);
              return (authentication == null
                      ? new PushedAuthorizationRequest(endpoint, sent)
                      : new PushedAuthorizationRequest(endpoint, authentication, sent))
                  .toHTTPRequest();
            },
            login.parameters().key(),
            () -> true);
    String requestUri =
        JsonText.object(reply.body())
            .map(Claims::new)
            .flatMap(body -> body.text("request_uri"))
            .filter(text -> text.length() <= 1024)
            .orElseThrow(
                () ->
                    ProviderRefusal.of(
                        ErrorCode.PROVIDER_ANSWER_INVALID, "pushed request: no request_uri"));
    return Map.of("client_id", List.of(config.clientId()), "request_uri", List.of(requestUri));
  }

  private static String with(URI endpoint, Map<String, List<String>> parameters) {
    String query = URLUtils.serializeParameters(parameters).replace("+", "%20");
    return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query;
  }
}
