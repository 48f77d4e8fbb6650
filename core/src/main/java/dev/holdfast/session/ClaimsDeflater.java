package dev.holdfast.session;

import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses JWT headers and claims (RFC 1951), helped by a dictionary of the names that occur in
 * nearly all of them. Compressors are costly to make and are used again. Thread-safe.
 */
final class ClaimsDeflater {
  /**
   * Changing a letter here makes every stored session unreadable: then raise the codec's version.
   */
  private static final byte[] DICTIONARY =
      ("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"alg\":\"PS256\",\"alg\":\"ES256\",\"kid\":\"at+jwt"
           + "\"amr\":[\"pwd\",\"mfa\",\"otp\"],\"acr\":\"0\",\"resource_access\":{\"realm_access\":"
           + "{\"roles\":[\"offline_access\",\"uma_authorization\",\"user\",\"admin\"]},\"groups\":[\""
           + "\"updated_at\":\"locale\":\"en\",\"picture\":\"https://\",\"preferred_username\":\""
           + "\"given_name\":\"\",\"family_name\":\"\",\"email_verified\":true,\"email\":\"@example.com\","
           + "\"name\":\"\",\"at_hash\":\"\",\"nonce\":\"\",\"session_state\":\"\",\"client_id\":\"\",\"cnf\":{\"jkt\":\"\"},\"scope\":\"openid"
           + " profile email offline_access\",\"jti\":\"\","
           + "\"sid\":\"\",\"azp\":\"\",\"auth_time\":17,\"nbf\":17,\"iat\":17,\"exp\":17,"
           + "\"aud\":\"\",\"aud\":[\"\"],\"sub\":\"\",\"iss\":\"https://")
          .getBytes(StandardCharsets.UTF_8);

  private static final int MOST_KEPT = 16;
  private static final int LARGEST = 1 << 20;

  private final Queue<Deflater> deflaters = new ArrayBlockingQueue<>(MOST_KEPT);
  private final Queue<Inflater> inflaters = new ArrayBlockingQueue<>(MOST_KEPT);

  byte[] deflate(byte[] plain) {
    Deflater kept = deflaters.poll();
    Deflater deflater = kept != null ? kept : new Deflater(Deflater.BEST_SPEED, true);
    deflater.setDictionary(DICTIONARY);
    deflater.setInput(plain);
    deflater.finish();
    byte[] room = new byte[plain.length + plain.length / 100 + 64]; // never grows beyond this
    int length = deflater.deflate(room);
    if (!deflater.finished()) {
      throw new IllegalStateException("deflated data larger than its bound");
    }
    deflater.reset();
    if (!deflaters.offer(deflater)) {
      deflater.end();
    }
    return new FieldWriter().number(plain.length).bytes(room, 0, length).toBytes();
  }

  /** Throws {@link IllegalArgumentException} for bytes that {@link #deflate} cannot have made. */
  byte[] inflate(byte[] deflated) {
    FieldReader in = new FieldReader(deflated);
    long length = in.number();
    if (length > LARGEST) {
      throw new IllegalArgumentException("claims over " + LARGEST + " octets");
    }
    byte[] plain = new byte[(int) length];
    Inflater kept = inflaters.poll();
    Inflater inflater = kept != null ? kept : new Inflater(true);
    inflater.setDictionary(DICTIONARY);
    inflater.setInput(in.bytes());
    fill(inflater, plain);
    inflater.reset();
    if (!inflaters.offer(inflater)) {
      inflater.end();
    }
    return plain;
  }

  private static void fill(Inflater inflater, byte[] plain) {
    try {
      if (inflater.inflate(plain) != plain.length) {
        throw new IllegalArgumentException("claims that end too early");
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("claims that were not deflated here", e);
    }
  }
}
