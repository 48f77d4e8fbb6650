package dev.holdfast.demo.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What tokens and userinfo say about a user, by scope. */
final class DemoClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
  static final List<String> SCOPES =
      List.of("openid", "profile", "email", "groups", "offline_access", "orders");

  private final String audience;

  DemoClaims(String audience) {
    this.audience = audience;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
      context.getClaims().audience(List.of(audience));
      Jwt proof = context.get(OAuth2TokenContext.DPOP_PROOF_KEY);
      if (proof != null) {
        context.getClaims().claim("cnf", Map.of("jkt", thumbprint(proof)));
      }
    } else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
      Optional.ofNullable(context.getAuthorization())
          .map(OAuth2Authorization::getAccessToken)
          .map(accessToken -> hash(accessToken.getToken().getTokenValue()))
          .ifPresent(hash -> context.getClaims().claim("at_hash", hash));
      Authentication user = context.getPrincipal();
      if (user != null && user.getPrincipal() instanceof DemoLogin login) {
        Map<String, Object> about = about(login.user(), context.getAuthorizedScopes());
        context.getClaims().claims(claims -> claims.putAll(about));
      }
    }
  }

  static OidcUserInfo userInfo(OidcUserInfoAuthenticationContext context) {
    String userName = context.getAuthorization().getPrincipalName();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", userName);
    DemoUser.named(userName)
        .map(user -> about(user, context.getAccessToken().getScopes()))
        .ifPresent(claims::putAll);
    return new OidcUserInfo(claims);
  }

  private static Map<String, Object> about(DemoUser user, Set<String> scopes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    if (scopes.contains("profile")) {
      claims.put("name", user.fullName());
      claims.put("preferred_username", user.userName());
    }
    if (scopes.contains("email")) {
      claims.put("email", user.email());
      claims.put("email_verified", true);
    }
    if (scopes.contains("groups")) {
      claims.put("groups", user.groups());
    }
    return claims;
  }

  private static String thumbprint(Jwt proof) {
    Object jwk = proof.getHeaders().get("jwk");
    if (!(jwk instanceof Map<?, ?> members)) {
      throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_DPOP_PROOF);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    members.forEach((name, value) -> json.put(String.valueOf(name), value));
    try {
      return JWK.parse(json).computeThumbprint().toString();
    } catch (ParseException | JOSEException e) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF), e);
    }
  }

  /** The left half of the token's SHA-256, as RS256 wants it. OpenID Connect Core 3.1.3.6. */
  private static String hash(String accessToken) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, digest.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
