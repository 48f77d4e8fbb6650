package dev.holdfast.provider;

import com.nimbusds.openid.connect.sdk.op.OIDCProviderEndpointMetadata;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a client finds what the provider offers. Who shows a certificate goes to the address that
 * is for that, where there is one (RFC 8705 §5).
 */
record Endpoints(OIDCProviderMetadata metadata, boolean showingCertificate) {

  URI token() {
    return at(OIDCProviderEndpointMetadata::getTokenEndpointURI, metadata.getTokenEndpointURI());
  }

  @Nullable URI pushedRequests() {
    return at(
        OIDCProviderEndpointMetadata::getPushedAuthorizationRequestEndpointURI,
        metadata.getPushedAuthorizationRequestEndpointURI());
  }

  @Nullable URI revocation() {
    return at(
        OIDCProviderEndpointMetadata::getRevocationEndpointURI,
        metadata.getRevocationEndpointURI());
  }

  URI userinfo() {
    return at(
        OIDCProviderEndpointMetadata::getUserInfoEndpointURI, metadata.getUserInfoEndpointURI());
  }

  private URI at(Function<OIDCProviderEndpointMetadata, @Nullable URI> alias, URI standard) {
    return Optional.ofNullable(metadata.getMtlsEndpointAliases())
        .filter(any -> showingCertificate)
        .map(alias)
        .orElse(standard);
  }
}
