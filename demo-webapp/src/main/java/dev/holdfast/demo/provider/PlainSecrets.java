package dev.holdfast.demo.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares demo passwords as they are: hashing them would cost 80 ms a call and protect nothing.
 */
final class PlainSecrets implements PasswordEncoder {

  @Override
  public @Nullable String encode(@Nullable CharSequence raw) {
    return raw == null ? null : raw.toString();
  }

  @Override
  public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
    return raw != null
        && encoded != null
        && MessageDigest.isEqual(bytes(raw.toString()), bytes(encoded));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
