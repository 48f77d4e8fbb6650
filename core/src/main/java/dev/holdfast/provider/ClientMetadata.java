package dev.holdfast.provider;

import com.nimbusds.jose.jwk.JWK;
import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.OidcConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a provider has to be told of the client that a configuration describes (RFC 7591 §2), for
 * {@link ClientRegistration} or for whoever registers it by hand. It holds no secret.
 */
public final class ClientMetadata {
  private final OidcConfig config;
  private final Map<String, Object> members = new LinkedHashMap<>();

  private ClientMetadata(OidcConfig config) {
    this.config = config;
  }

  /**
   * The members, as JSON values. The keys are in it, and so is the certificate that the provider is
   * to know; where the provider is to fetch them, put {@code jwks_uri} in place of {@code jwks}.
   * The addresses for its logout calls are the filter's to add. Of the accepted signatures one is
   * named: where the provider has another, put that.
   */
  public static Map<String, Object> of(OidcConfig config) {
    return new ClientMetadata(config).all();
  }

  private Map<String, Object> all() {
    members.put("redirect_uris", List.of(config.redirectUri().toString()));
    config
        .postLogoutRedirectUri()
        .map(URI::toString)
        .ifPresent(uri -> members.put("post_logout_redirect_uris", List.of(uri)));
    members.put("response_types", List.of("code"));
    members.put("grant_types", grants());
    members.put("scope", String.join(" ", config.scopes()));
    authentication();
    binding();
    requests();
    members.putAll(new AnswerMetadata(config).all());
    return Map.copyOf(members);
  }

  private List<String> grants() {
    List<String> grants = new ArrayList<>(List.of("authorization_code", "refresh_token"));
    if (config.clients().stream().anyMatch(own -> own.clientId().equals(config.clientId()))) {
      grants.add("client_credentials");
    }
    return grants;
  }

  private void authentication() {
    ClientAuthentication proof = config.clientAuthentication();
    members.put("token_endpoint_auth_method", proof.method());
    ClientAssertion.algorithm(proof)
        .ifPresent(by -> members.put("token_endpoint_auth_signing_alg", by.getName()));
    if (proof instanceof ClientAuthentication.TlsCertificate tls) { // RFC 8705 §2.1.2
      String subject = tls.certificate().chain().get(0).getSubjectX500Principal().getName();
      members.put("tls_client_auth_subject_dn", subject);
    }
    if (proof instanceof ClientAuthentication.PrivateKeyJwt && proof.shown().isPresent()) {
      members.put("use_mtls_endpoint_aliases", true); // FAPI 2.0 Security Profile §5.2.2
    }
    config.publicKeys().flatMap(JsonText::object).ifPresent(keys -> members.put("jwks", keys));
  }

  /** So that the provider itself refuses requests without (RFC 9449 §5.2, RFC 8705 §3.4). */
  private void binding() {
    members.put("dpop_bound_access_tokens", config.dpop() == DpopPolicy.REQUIRED);
    members.put("tls_client_certificate_bound_access_tokens", config.certificateBoundTokens());
  }

  private void requests() {
    members.put("require_pushed_authorization_requests", config.profile().isFapi());
    if (config.logins().signedRequests()) {
      members.put("require_signed_request_object", true);
      JWK key = config.clientAuthentication().signingKeys().get(0).reveal();
      members.put("request_object_signing_alg", ClientAssertion.algorithm(key).getName());
    }
  }
}
