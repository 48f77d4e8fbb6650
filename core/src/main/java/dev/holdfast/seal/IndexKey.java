package dev.holdfast.seal;

import dev.holdfast.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/**
 * Names things for a store that must not read them: the sessions of a user, a state already seen.
 * Apart from the {@link KeyRing}, since a name must stay findable when the ring rotates. Immutable.
 *
 * <p>What it protects: a stolen table does not tell whose sessions it holds, not even by guessing.
 * What it does not: equal things have equal names.
 */
public final class IndexKey {
  private final HmacSha256 hmac = new HmacSha256();
  private final SecretBytes key;

  private IndexKey(SecretBytes key) {
    this.key = key;
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
    Mac mac = hmac.keyed(key.reveal());
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

  @Override
  public String toString() {
    return "IndexKey[***]";
  }
}
