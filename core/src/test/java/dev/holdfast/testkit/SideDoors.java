package dev.holdfast.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The provider's smaller endpoints: metadata, userinfo, revocation, logout. */
final class SideDoors {

  private final Desk desk;
  private final ResourceCheck resource;

  SideDoors(Desk desk, ResourceCheck resource) {
    this.desk = desk;
    this.resource = resource;
  }

  Reply userinfo(Call call) {
    Login login = resource.check(call);
    return Reply.json(
        200,
        Map.of(
            "sub", login.user(),
            "name", login.user(),
            "preferred_username", login.user(),
            "email", login.user() + "@example.org"));
  }

  /** RFC 7009: 200 whether or not the token was known. */
  Reply revoke(Call call) {
    desk.clients().authenticate(call);
    desk.grants().revoke(call.parameter("token").orElse(""));
    return Reply.text(200, "text/plain", "");
  }

  Reply logout(Call call) {
    Optional<String> back = call.parameter("post_logout_redirect_uri");
    if (back.isEmpty()) {
      return Reply.text(200, "text/html", "<!doctype html><title>Logged out</title>");
    }
    Map<String, String> answer = new LinkedHashMap<>();
    call.parameter("state").ifPresent(state -> answer.put("state", state));
    return Reply.redirect(answer.isEmpty() ? back.get() : Reply.extend(back.get(), answer));
  }

  Reply discovery(Call call) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", desk.issuer());
    metadata.put("jwks_uri", at(Endpoint.JWKS));
    metadata.put("authorization_endpoint", at(Endpoint.AUTHORIZE));
    metadata.put("pushed_authorization_request_endpoint", at(Endpoint.PAR));
    metadata.put("token_endpoint", at(Endpoint.TOKEN));
    metadata.put("userinfo_endpoint", at(Endpoint.USERINFO));
    metadata.put("revocation_endpoint", at(Endpoint.REVOKE));
    metadata.put("end_session_endpoint", at(Endpoint.LOGOUT));
    metadata.put("registration_endpoint", at(Endpoint.REGISTER));
    addAbilities(metadata);
    if (!desk.knobs().certificateThumbprint.isEmpty()) {
      metadata.put("tls_client_certificate_bound_access_tokens", true);
    }
    if (!desk.knobs().tlsOrigin.isEmpty()) {
      metadata.put("mtls_endpoint_aliases", aliases(desk.knobs().tlsOrigin));
    }
    return Reply.json(200, metadata);
  }

  private void addAbilities(Map<String, Object> metadata) {
    List<String> assertions =
        List.of("ES256", "ES384", "RS256", "PS256", "EdDSA", "HS256", "HS384", "HS512");
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("response_modes_supported", List.of("query", "form_post", "jwt", "form_post.jwt"));
    metadata.put(
        "grant_types_supported",
        List.of(
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:token-exchange"));
    metadata.put("subject_types_supported", List.of("public"));
    metadata.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    metadata.put(
        "id_token_signing_alg_values_supported",
        List.of("ES256", "ES384", "RS256", "PS256", "EdDSA"));
    metadata.put(
        "token_endpoint_auth_methods_supported",
        List.of(
            "client_secret_basic",
            "client_secret_post",
            "client_secret_jwt",
            "private_key_jwt",
            "tls_client_auth",
            "self_signed_tls_client_auth",
            "none"));
    metadata.put("token_endpoint_auth_signing_alg_values_supported", assertions);
    metadata.put("authorization_signing_alg_values_supported", List.of("ES256", "RS256"));
    metadata.put("request_parameter_supported", true);
    metadata.put("request_object_signing_alg_values_supported", assertions);
    metadata.put("code_challenge_methods_supported", List.of("S256"));
    metadata.put("dpop_signing_alg_values_supported", ProofCheck.ALGORITHMS);
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.put("backchannel_logout_supported", true);
    metadata.put("backchannel_logout_session_supported", true);
    metadata.put("frontchannel_logout_supported", true);
    metadata.put("frontchannel_logout_session_supported", true);
  }

  private static Map<String, String> aliases(String origin) {
    return Map.of(
        "token_endpoint", origin + Endpoint.TOKEN.path(),
        "pushed_authorization_request_endpoint", origin + Endpoint.PAR.path(),
        "revocation_endpoint", origin + Endpoint.REVOKE.path(),
        "userinfo_endpoint", origin + Endpoint.USERINFO.path());
  }

  private String at(Endpoint endpoint) {
    return desk.issuer() + endpoint.path();
  }
}
