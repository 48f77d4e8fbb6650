package dev.holdfast.provider;

import static dev.holdfast.provider.MetadataCheck.require;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.LoginPolicy;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.PrivateJwk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what a provider publishes with what every login asks of it. */
final class LoginPolicyFit {
  private final OidcConfig config;
  private final LoginPolicy logins;

  LoginPolicyFit(OidcConfig config) {
    this.config = config;
    this.logins = config.logins();
  }

  /** Throws a {@link ProviderRefusal} that names the member at fault. */
  void inspect(OIDCProviderMetadata metadata) {
    responseMode(metadata);
    if (logins.signedRequests()) {
      requestObject(metadata, config.clientAuthentication().signingKeys().get(0));
    } else {
      require(
          !metadata.requiresSignedRequestObject(),
          "require_signed_request_object is true, but request-object is not signed");
    }
    require(
        !config.profile().isFapi()
            || logins.responseMode().isSigned()
            || metadata.supportsAuthorizationResponseIssuerParam(),
        "authorization_response_iss_parameter_supported is not true, but profile=fapi2 believes no"
            + " unsigned answer without iss");
    require(
        !logins.responseMode().isSigned() || signsAsAccepted(metadata.getAuthorizationJWSAlgs()),
        "authorization_signing_alg_values_supported has none of id-token-algorithms");
  }

  private void requestObject(OIDCProviderMetadata metadata, PrivateJwk key) {
    JWSAlgorithm ours = ClientAssertion.algorithm(key.reveal());
    List<JWSAlgorithm> offered = metadata.getRequestObjectJWSAlgs();
    require(
        offered == null
            || offered.stream().flatMap(MetadataCheck::underAllNames).anyMatch(ours::equals),
        "request_object_signing_alg_values_supported lacks " + ours.getName());
  }

  /** Metadata is silent at some providers that do know more modes than the standard ones. */
  private void responseMode(OIDCProviderMetadata metadata) {
    String ours = logins.responseMode().text();
    List<ResponseMode> offered = metadata.getResponseModes();
    boolean underItsOtherName = // JARM §2.3.4: what jwt means for a code
        ours.equals("jwt") && offered != null && offered.contains(ResponseMode.QUERY_JWT);
    require(
        offered == null || underItsOtherName || offered.contains(new ResponseMode(ours)),
        "response_modes_supported lacks " + ours);
  }

  private boolean signsAsAccepted(@Nullable List<JWSAlgorithm> offered) {
    return offered == null
        || offered.stream()
            .flatMap(MetadataCheck::underAllNames)
            .anyMatch(algorithm -> config.idTokenAlgorithms().contains(algorithm.getName()));
  }
}
