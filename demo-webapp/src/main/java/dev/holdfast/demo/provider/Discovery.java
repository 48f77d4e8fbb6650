package dev.holdfast.demo.provider;

import dev.holdfast.demo.proof.ProofCheck;
import dev.holdfast.demo.provider.ProviderSettings.PushedRequests;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Corrects Spring's discovery document to what this provider does, filters included. */
final class Discovery implements Consumer<Map<String, Object>> {
  private static final List<String> CLIENT_AUTHENTICATION =
      List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");

  private final PushedRequests pushedRequests;

  Discovery(PushedRequests pushedRequests) {
    this.pushedRequests = pushedRequests;
  }

  @Override
  public void accept(Map<String, Object> metadata) {
    metadata.put("scopes_supported", DemoClaims.SCOPES);
    metadata.put(
        "grant_types_supported",
        List.of("authorization_code", "refresh_token", "client_credentials"));
    metadata.put("token_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    metadata.put("revocation_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    metadata.put("introspection_endpoint_auth_methods_supported", CLIENT_AUTHENTICATION);
    metadata.put(
        "token_endpoint_auth_signing_alg_values_supported", ClientAssertions.ALGORITHM_NAMES);
    metadata.put("dpop_signing_alg_values_supported", ProofCheck.ALGORITHMS);
    metadata.put("authorization_response_iss_parameter_supported", true);
    metadata.put("backchannel_logout_supported", true);
    metadata.put("backchannel_logout_session_supported", true);
    metadata.remove("tls_client_certificate_bound_access_tokens");
    if (pushedRequests != PushedRequests.OFF) {
      metadata.put("pushed_authorization_request_endpoint", metadata.get("issuer") + Endpoints.PAR);
      metadata.put(
          "require_pushed_authorization_requests", pushedRequests == PushedRequests.REQUIRED);
    }
  }
}
