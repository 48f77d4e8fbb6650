package dev.holdfast.seal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes HMAC-SHA-256 for any key, without asking the security providers each time. Thread-safe. */
final class HmacSha256 {
  private static final String NAME = "HmacSHA256";

  private final Provider provider;

  /** Never given a key; null if the provider's cannot be copied. */
  private final @Nullable Mac blank;

  HmacSha256() {
    Mac mac = make();
    this.provider = mac.getProvider();
    this.blank = copy(mac);
  }

  Mac keyed(byte[] key) {
    try {
      Mac mac = blank == null ? Mac.getInstance(NAME, provider) : (Mac) blank.clone();
      mac.init(new SecretKeySpec(key, NAME));
      return mac;
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA-256 takes any key", e);
    }
  }

  private static @Nullable Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      return null;
    }
  }

  private static Mac make() {
    try {
      return Mac.getInstance(NAME);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
