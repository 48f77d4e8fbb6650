package dev.holdfast.demo.provider;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.holdfast.demo.provider.ProviderSettings.PushedRequests;
import dev.holdfast.demo.provider.ProviderSettings.SignIn;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OidcConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
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
      ClientRegistry clients,
      BackChannelLogout told) {
    Interruption interruption = new Interruption();
    http.oauth2AuthorizationServer(
            server -> {
              server.clientAuthentication(ways -> clientAuthentication(ways, clients));
              server.oidc(oidc -> openIdConnect(oidc, settings, loggedOut(ledger, told)));
              if (settings.pushedRequests() != PushedRequests.OFF) {
                server.pushedAuthorizationRequestEndpoint(par -> {});
              }
            })
        .oauth2ResourceServer(resource -> resource.jwt(jwt -> {}).dPoP(dpop -> {}))
        .authorizeHttpRequests(
            rules ->
                rules.requestMatchers(Endpoints.LOGIN).permitAll().anyRequest().authenticated())
        .formLogin(form -> form.loginPage(Endpoints.LOGIN).successHandler(interruption))
        .exceptionHandling(
            refusals ->
                refusals.defaultAccessDeniedHandlerFor(
                    interruption, request -> request.getRequestURI().equals(Endpoints.LOGIN)))
        .headers(
            headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(Page.POLICY)));
    if (settings.signIn() == SignIn.BY_HINT) {
      http.addFilterAfter(new HintedSignIn(ledger), SecurityContextHolderFilter.class);
    }
    return http.build();
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
      OidcConfigurer oidc,
      ProviderSettings settings,
      OidcLogoutAuthenticationSuccessHandler loggedOut) {
    oidc.logoutEndpoint(logout -> logout.logoutResponseHandler(loggedOut))
        .userInfoEndpoint(userInfo -> userInfo.userInfoMapper(DemoClaims::userInfo))
        .providerConfigurationEndpoint(
            discovery ->
                discovery.providerConfigurationCustomizer(
                    metadata -> metadata.claims(new Discovery(settings.pushedRequests()))));
  }

  private static OidcLogoutAuthenticationSuccessHandler loggedOut(
      AuthorizationLedger ledger, BackChannelLogout told) {
    OidcLogoutAuthenticationSuccessHandler loggedOut = new OidcLogoutAuthenticationSuccessHandler();
    loggedOut.setLogoutHandler(
        (request, response, user) -> {
          if (user instanceof OidcLogoutAuthenticationToken logout) {
            told.tell(ledger.endLoginOf(logout.getIdTokenHint()));
          }
          new SecurityContextLogoutHandler().logout(request, response, user);
        });
    return loggedOut;
  }

  @Bean
  AuthorizationServerSettings issuer(Issuer issuer) {
    return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
  }

  @Bean
  JWKSource<SecurityContext> keys(RSAKey key) {
    return new ImmutableJWKSet<>(new JWKSet(key));
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
