package dev.holdfast.seal;

import dev.holdfast.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names things for a store that must not read them: the sessions of a user, a state already seen.
 * Apart from the {@link KeyRing}, since a name must stay findable when the ring rotates. Immutable.
 *
 * <p>What it protects: a stolen table does not tell whose sessions it holds, not even by guessing.
 * What it does not: equal things have equal names.
 */
public final class IndexKey {
  private static final String HMAC = "HmacSHA256";

  /** Knows the key and is only ever cloned. */
  private final Mac keyed;

  private IndexKey(SecretBytes key) {
    this.keyed = keyed(new SecretKeySpec(key.reveal(), HMAC));
  }

  /**
   * Reads 32 bytes in base64.
   *
   * @throws IllegalArgumentException if the text is anything else; the message does not repeat it
   */
  public static IndexKey parse(String base64) {
    return new IndexKey(KeyMaterial.parse(base64));
  }

  /**
   * The name of these parts: 43 characters, the same on every node. Other parts, or the same text
   * divided in another way, have another name.
   */
  public String name(String kind, String... parts) {
    Mac mac = copy();
    update(mac, kind);
    for (String part : parts) {
      update(mac, part);
    }
    return Base64Url.encode(mac.doFinal());
  }

  private static void update(Mac mac, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    mac.update(bytes);
  }

  private Mac copy() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA-256 can be cloned", e);
    }
  }

  private static Mac keyed(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "IndexKey[***]";
  }
}
