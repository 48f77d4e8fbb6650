package dev.holdfast.provider;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider's metadata do not say that this client would make use of; no login fails. */
final class MetadataGaps {
  private final OidcConfig config;

  MetadataGaps(OidcConfig config) {
    this.config = config;
  }

  /** The names of the members. */
  List<String> in(OIDCProviderMetadata metadata) {
    List<String> gaps = new ArrayList<>();
    note(gaps, "code_challenge_methods_supported", metadata.getCodeChallengeMethods());
    note(
        gaps,
        "pushed_authorization_request_endpoint",
        metadata.getPushedAuthorizationRequestEndpointURI());
    if (config.dpop() != DpopPolicy.OFF) {
      note(gaps, "dpop_signing_alg_values_supported", metadata.getDPoPJWSAlgs());
    }
    if (!config.logins().responseMode().isSigned()) {
      boolean announced = metadata.supportsAuthorizationResponseIssuerParam();
      note(gaps, "authorization_response_iss_parameter_supported", announced ? "true" : null);
    }
    if (!config.clientAuthentication().method().equals("client_secret_basic")) {
      note(gaps, "token_endpoint_auth_methods_supported", metadata.getTokenEndpointAuthMethods());
    }
    note(gaps, "end_session_endpoint", metadata.getEndSessionEndpointURI());
    return List.copyOf(gaps);
  }

  private static void note(List<String> gaps, String member, @Nullable Object value) {
    if (value == null) {
      gaps.add(member);
    }
  }
}
