package dev.holdfast.session;

import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Shortens JWT headers and claims: what stood before is replaced by how far back it stood (LZ77). A
 * dictionary of the names that occur in nearly all tokens stands before everything. Thread-safe.
 *
 * <p>Written form: the length of the whole, then in turns a field of octets as they are, and the
 * length and distance of a piece to repeat; the last turn has no piece.
 */
final class ClaimsShortener {
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

  private static final VarHandle FOUR_OCTETS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** After so many octets without a repetition every second one is looked at, and so on. */
  private static final int PATIENCE = 16;

  private static final int SLOT_BITS = 10;
  private static final int LARGEST = 1 << 20;

  /**
   * For the slot of four octets, where in the dictionary they stood last. A hint: what is found
   * there is compared, so a place beyond 65535 may lose its upper bits.
   */
  private final char[] dictionarySlots = new char[1 << SLOT_BITS];

  ClaimsShortener() {
    for (int at = 0; at + Integer.BYTES <= DICTIONARY.length; at++) {
      dictionarySlots[slot(DICTIONARY, at)] = (char) at;
    }
  }

  byte[] shorten(byte[] plain) {
    byte[] text = afterDictionary(plain.length);
    System.arraycopy(plain, 0, text, DICTIONARY.length, plain.length);
    char[] slots = dictionarySlots.clone();
    FieldWriter out = new FieldWriter(64 + plain.length).number(plain.length);
    int unwritten = DICTIONARY.length;
    int at = unwritten;
    while (at + Integer.BYTES <= text.length) {
      int slot = slot(text, at);
      int earlier = slots[slot];
      slots[slot] = (char) at;
      if (fourOctets(text, earlier) != fourOctets(text, at)) {
        at += 1 + (at - unwritten) / PATIENCE;
        continue;
      }
      int before = alikeBefore(text, earlier, at, at - unwritten);
      int length = before + alikeFrom(text, earlier, at);
      int start = at - before;
      out.bytes(text, unwritten, start - unwritten).number(length).number(at - earlier);
      at = start + length;
      unwritten = at;
    }
    return out.bytes(text, unwritten, text.length - unwritten).toBytes();
  }

  /** Throws {@link IllegalArgumentException} for bytes that {@link #shorten} cannot have made. */
  byte[] restore(byte[] shortened) {
    FieldReader in = new FieldReader(shortened);
    long size = in.number();
    if (size > LARGEST) {
      throw new IllegalArgumentException("claims over " + LARGEST + " octets");
    }
    byte[] text = afterDictionary((int) size);
    int at = DICTIONARY.length + in.bytes(text, DICTIONARY.length);
    while (at < text.length) {
      at += repeat(text, at, in.number(), in.number());
      at += in.bytes(text, at);
    }
    return Arrays.copyOfRange(text, DICTIONARY.length, text.length);
  }

  private static int repeat(byte[] text, int at, long length, long distance) {
    if (distance < 1 || distance > at || length < 1 || length > text.length - at) {
      throw new IllegalArgumentException("a piece that stood nowhere");
    }
    int from = at - (int) distance;
    int whole = (int) length;
    if (distance >= length) {
      System.arraycopy(text, from, text, at, whole);
    } else {
      for (int i = 0; i < whole; i++) { // octet by octet: the piece repeats itself
        text[at + i] = text[from + i];
      }
    }
    return whole;
  }

  private static byte[] afterDictionary(int length) {
    return Arrays.copyOf(DICTIONARY, DICTIONARY.length + length);
  }

  private static int fourOctets(byte[] text, int at) {
    return (int) FOUR_OCTETS.get(text, at);
  }

  private static int slot(byte[] text, int at) {
    return (fourOctets(text, at) * 0x9E3779B1) >>> (Integer.SIZE - SLOT_BITS);
  }

  private static int alikeFrom(byte[] text, int earlier, int at) {
    int length = Arrays.mismatch(text, earlier, text.length, text, at, text.length);
    return length < 0 ? 0 : length;
  }

  private static int alikeBefore(byte[] text, int earlier, int at, int most) {
    int length = 0;
    while (length < most
        && length < earlier
        && text[earlier - length - 1] == text[at - length - 1]) {
      length++;
    }
    return length;
  }
}
