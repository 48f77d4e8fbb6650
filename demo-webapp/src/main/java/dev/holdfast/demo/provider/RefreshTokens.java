package dev.holdfast.demo.provider;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Demo addition: refresh tokens for public clients too, which Spring leaves without. */
final class RefreshTokens implements OAuth2TokenGenerator<OAuth2RefreshToken> {
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  @Override
  public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
    if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
      return null;
    }
    byte[] value = new byte[BYTES];
    random.nextBytes(value);
    Instant now = Instant.now();
    return new OAuth2RefreshToken(
        Base64.getUrlEncoder().withoutPadding().encodeToString(value),
        now,
        now.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
  }
}
