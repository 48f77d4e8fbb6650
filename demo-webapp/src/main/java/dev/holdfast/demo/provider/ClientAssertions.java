package dev.holdfast.demo.provider;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Verifies client assertions by the keys in the settings; Spring's own factory wants a URL. */
final class ClientAssertions implements JwtDecoderFactory<RegisteredClient> {
  static final List<String> ALGORITHM_NAMES = List.of("ES256", "PS256", "RS256");

  private final ClientRegistry clients;

  ClientAssertions(ClientRegistry clients) {
    this.clients = clients;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient client) {
    JWKSet keys =
        clients
            .keysOf(client.getClientId())
            .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<SecurityContext>(keys))
            .jwsAlgorithms(
                accepted ->
                    ALGORITHM_NAMES.forEach(name -> accepted.add(SignatureAlgorithm.from(name))))
            .build();
    decoder.setJwtValidator(
        JwtClientAssertionDecoderFactory.DEFAULT_JWT_VALIDATOR_FACTORY.apply(client));
    return decoder;
  }
}
