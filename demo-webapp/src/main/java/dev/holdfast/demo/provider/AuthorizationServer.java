package dev.holdfast.demo.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.holdfast.demo.provider.ProviderSettings.PushedRequests;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OidcConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/** Spring Authorization Server, wired for the demo. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AuthorizationServer {

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      ProviderSettings settings,
      AuthorizationLedger ledger,
      ClientRegistry clients) {
    http.oauth2AuthorizationServer(server -> endpoints(server, settings, ledger, clients))
        .oauth2ResourceServer(resource -> resource.jwt(jwt -> {}).dPoP(dpop -> {}))
        .authorizeHttpRequests(
            rules ->
                rules.requestMatchers(Endpoints.LOGIN).permitAll().anyRequest().authenticated())
        .formLogin(form -> form.loginPage(Endpoints.LOGIN))
        .headers(
            headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(Page.POLICY)));
    if (settings.signIn() == SignIn.BY_HINT) {
      http.addFilterAfter(new HintedSignIn(ledger), SecurityContextHolderFilter.class);
    }
    return http.build();
  }

  private static void endpoints(
      OAuth2AuthorizationServerConfigurer server,
      ProviderSettings settings,
      AuthorizationLedger ledger,
      ClientRegistry clients) {
    if (settings.pushedRequests() != PushedRequests.OFF) {
      server.pushedAuthorizationRequestEndpoint(par -> {});
    }
    server
        .clientAuthentication(ways -> clientAuthentication(ways, clients))
        .oidc(oidc -> openIdConnect(oidc, settings, ledger));
  }

  private static void clientAuthentication(
      OAuth2ClientAuthenticationConfigurer ways, ClientRegistry clients) {
    PublicClients publicClients = new PublicClients(clients);
    ways.authenticationConverter(publicClients)
        .authenticationProvider(publicClients)
        .authenticationProviders(
            providers ->
                providers.forEach(
                    provider -> {
                      if (provider instanceof JwtClientAssertionAuthenticationProvider jwt) {
                        jwt.setJwtDecoderFactory(new ClientAssertions(clients));
                      }
                    }));
  }

  private static void openIdConnect(
      OidcConfigurer oidc, ProviderSettings settings, AuthorizationLedger ledger) {
    OidcLogoutAuthenticationSuccessHandler loggedOut = new OidcLogoutAuthenticationSuccessHandler();
    loggedOut.setLogoutHandler(
        (request, response, user) -> {
          if (user instanceof OidcLogoutAuthenticationToken logout) {
            ledger.endLoginOf(logout.getIdTokenHint());
          }
          new SecurityContextLogoutHandler().logout(request, response, user);
        });
    oidc.logoutEndpoint(logout -> logout.logoutResponseHandler(loggedOut))
        .userInfoEndpoint(userInfo -> userInfo.userInfoMapper(DemoClaims::userInfo))
        .providerConfigurationEndpoint(
            discovery ->
                discovery.providerConfigurationCustomizer(
                    metadata -> describe(metadata, settings.pushedRequests())));
  }

  private static void describe(
      OidcProviderConfiguration.Builder metadata, PushedRequests pushedRequests) {
    metadata.claims(
        claims -> {
          List<String> ways =
              List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
          claims.put("token_endpoint_auth_methods_supported", ways);
          claims.put("revocation_endpoint_auth_methods_supported", ways);
          claims.put(
              "token_endpoint_auth_signing_alg_values_supported",
              List.of("ES256", "PS256", "RS256"));
          claims.put(
              "grant_types_supported",
              List.of("authorization_code", "refresh_token", "client_credentials"));
          claims.put("scopes_supported", DemoClaims.SCOPES);
          claims.put("authorization_response_iss_parameter_supported", true);
          claims.remove("tls_client_certificate_bound_access_tokens");
          if (pushedRequests != PushedRequests.OFF) {
            claims.put(
                "pushed_authorization_request_endpoint", claims.get("issuer") + Endpoints.PAR);
            claims.put(
                "require_pushed_authorization_requests", pushedRequests == PushedRequests.REQUIRED);
          }
        });
  }

  @Bean
  AuthorizationServerSettings issuer(Issuer issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
  }

  @Bean
  JWKSource<SecurityContext> keys() throws JOSEException {
    return new ImmutableJWKSet<>(
        new JWKSet(
            new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .keyIDFromThumbprint(true)
                .generate()));
  }

  @Bean
  OAuth2TokenGenerator<?> tokens(JWKSource<SecurityContext> keys, ProviderSettings settings) {
    JwtGenerator jwts = new JwtGenerator(new NimbusJwtEncoder(keys));
    jwts.setJwtCustomizer(new DemoClaims(settings.audience()));
    return new DelegatingOAuth2TokenGenerator(jwts, new RefreshTokens());
  }

  @Bean
  JwtDecoder accessTokens(JWKSource<SecurityContext> keys) {
    return NimbusJwtDecoder.withJwkSource(keys).build();
  }

  @Bean
  PasswordEncoder plainSecrets() {
    return new PlainSecrets();
  }

  @Bean
  UserDetailsService users() {
    return name ->
        DemoUser.named(name)
            .map(DemoLogin::of)
            .orElseThrow(() -> new UsernameNotFoundException("no such demo user"));
  }

  /** The provider's own address, known once the port is. */
  record Issuer(String url) {}
}
