package dev.holdfast.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderEndpointMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.Loopback;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a provider publishes with what this client needs; a contradiction is refused. */
final class MetadataCheck {

  private final OidcConfig config;

  MetadataCheck(OidcConfig config) {
    this.config = config;
  }

  /** Throws a {@link ProviderRefusal} that names the member at fault. */
  void inspect(OIDCProviderMetadata metadata) {
    // RFC 8414 §3.3: identical, code point for code point
    require(
        metadata.getIssuer().getValue().equals(config.issuer().toString()),
        "issuer is not the configured one");
    endpoints(metadata);
    require(
        metadata.getCodeChallengeMethods() == null
            || metadata.getCodeChallengeMethods().contains(CodeChallengeMethod.S256),
        "code_challenge_methods_supported lacks S256");
    offers(metadata, config.clientAuthentication());
    require(
        metadata.getIDTokenJWSAlgs() != null && !accepted(metadata).isEmpty(),
        "id_token_signing_alg_values_supported has none of id-token-algorithms");
    new LoginPolicyFit(config).inspect(metadata);
    if (config.dpop() == DpopPolicy.REQUIRED) {
      offers(metadata.getDPoPJWSAlgs(), config.dpopKey().algorithm());
    }
  }

  /** The same for what a client's own tokens need. */
  void inspect(OIDCProviderMetadata metadata, ClientGrant grant) {
    offers(metadata, grant.client().clientAuthentication());
    if (grant.client().dpop() == DpopPolicy.REQUIRED) {
      grant.key().ifPresent(key -> offers(metadata.getDPoPJWSAlgs(), key.algorithm()));
    }
  }

  private static void offers(OIDCProviderMetadata metadata, ClientAuthentication authentication) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    String ours = authentication.method();
    require(
        methods == null || methods.contains(new ClientAuthenticationMethod(ours)),
        "token_endpoint_auth_methods_supported lacks " + ours);
    List<JWSAlgorithm> algorithms = metadata.getTokenEndpointJWSAlgs();
    ClientAssertion.algorithm(authentication)
        .ifPresent(
            signs ->
                require(
                    algorithms == null || underAllNames(signs).anyMatch(algorithms::contains),
                    "token_endpoint_auth_signing_alg_values_supported lacks " + signs));
  }

  /** The provider's ID token algorithms that this client accepts. */
  List<JWSAlgorithm> accepted(OIDCProviderMetadata metadata) {
    return metadata.getIDTokenJWSAlgs().stream()
        .flatMap(MetadataCheck::underAllNames)
        .filter(algorithm -> config.idTokenAlgorithms().contains(algorithm.getName()))
        .distinct()
        .toList();
  }

  /**
   * RFC 9864 gave EdDSA over Ed25519 a second name; a provider may list one and write the other.
   */
  static Stream<JWSAlgorithm> underAllNames(JWSAlgorithm algorithm) {
    return algorithm.equals(JWSAlgorithm.EdDSA) || algorithm.equals(JWSAlgorithm.Ed25519)
        ? Stream.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519)
        : Stream.of(algorithm);
  }

  private void endpoints(OIDCProviderMetadata metadata) {
    require(metadata.getAuthorizationEndpointURI() != null, "authorization_endpoint is missing");
    require(metadata.getTokenEndpointURI() != null, "token_endpoint is missing");
    require(metadata.getJWKSetURI() != null, "jwks_uri is missing");
    safe("authorization_endpoint", metadata.getAuthorizationEndpointURI());
    safe("token_endpoint", metadata.getTokenEndpointURI());
    safe("jwks_uri", metadata.getJWKSetURI());
    safe("userinfo_endpoint", metadata.getUserInfoEndpointURI());
    safe("revocation_endpoint", metadata.getRevocationEndpointURI());
    safe("end_session_endpoint", metadata.getEndSessionEndpointURI());
    safe(
        "pushed_authorization_request_endpoint",
        metadata.getPushedAuthorizationRequestEndpointURI());
    Optional.ofNullable(metadata.getMtlsEndpointAliases()).ifPresent(this::aliases);
    require(
        !config.certificateBoundTokens()
            || metadata.supportsTLSClientCertificateBoundAccessTokens(),
        "tls_client_certificate_bound_access_tokens is not true, but"
            + " certificate-bound-tokens=true");
    require(
        !config.profile().isFapi() || metadata.getPushedAuthorizationRequestEndpointURI() != null,
        "pushed_authorization_request_endpoint is missing, but profile=fapi2");
    require(
        !metadata.requiresPushedAuthorizationRequests()
            || metadata.getPushedAuthorizationRequestEndpointURI() != null,
        "pushed_authorization_request_endpoint is missing, but"
            + " require_pushed_authorization_requests is true");
    require(
        !config.userinfo() || metadata.getUserInfoEndpointURI() != null,
        "userinfo_endpoint is missing, but userinfo=true");
  }

  private void aliases(OIDCProviderEndpointMetadata aliases) {
    safe("mtls_endpoint_aliases.token_endpoint", aliases.getTokenEndpointURI());
    safe("mtls_endpoint_aliases.userinfo_endpoint", aliases.getUserInfoEndpointURI());
    safe("mtls_endpoint_aliases.revocation_endpoint", aliases.getRevocationEndpointURI());
    safe(
        "mtls_endpoint_aliases.pushed_authorization_request_endpoint",
        aliases.getPushedAuthorizationRequestEndpointURI());
  }

  private void safe(String member, @Nullable URI uri) {
    if (uri == null) {
      return;
    }
    boolean https = "https".equals(uri.getScheme());
    boolean loopback =
        "http".equals(uri.getScheme())
            && config.allowHttpLoopback()
            && Loopback.isHost(uri.getHost());
    require(
        uri.getHost() != null && (https || loopback) && uri.getRawFragment() == null,
        member + " is no absolute https URL");
  }

  /** Metadata is silent at some providers that do support DPoP. */
  private static void offers(@Nullable List<JWSAlgorithm> offered, DpopAlgorithm algorithm) {
    String ours = algorithm.joseName();
    boolean listed =
        offered == null
            || offered.stream()
                .map(JWSAlgorithm::getName)
                .anyMatch(
                    name -> name.equals(ours) || (name.equals("Ed25519") && ours.equals("EdDSA")));
    require(listed, "dpop_signing_alg_values_supported lacks " + ours);
  }

  static void require(boolean holds, String complaint) {
    if (!holds) {
      throw ProviderRefusal.of(ErrorCode.PROVIDER_UNSUITABLE, "metadata: " + complaint);
    }
  }
}
