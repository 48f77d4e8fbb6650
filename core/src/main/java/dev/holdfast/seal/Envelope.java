package dev.holdfast.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a sealed record and where its parts stand:
 *
 * <pre>
 * version 1 | length of key id 1 | key id 1..16 | expiry in epoch milliseconds 8     the header
 * salt 16   | IV 12 | ciphertext | tag 16
 * </pre>
 */
final class Envelope {
  static final byte VERSION = 1;
  static final int SALT = 16;
  static final int IV = 12;
  static final int TAG = 16;
  private static final int FIXED_HEADER = 2 + Long.BYTES;
  private static final int LONGEST_KEY_ID = 16;

  private final byte[] bytes;
  private final int header;

  private Envelope(byte[] bytes, int header) {
    this.bytes = bytes;
    this.header = header;
  }

  /** An envelope with its header written and room for {@code plainLength} bytes. */
  static Envelope empty(String keyId, Instant expiresAt, int plainLength) {
    byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
    int header = FIXED_HEADER + id.length;
    byte[] bytes = new byte[header + SALT + IV + plainLength + TAG];
    ByteBuffer.wrap(bytes)
        .put(VERSION)
        .put((byte) id.length)
        .put(id)
        .putLong(expiresAt.toEpochMilli());
    return new Envelope(bytes, header);
  }

  /** Empty if the bytes have another version or are too short to hold all parts. */
  static Optional<Envelope> read(byte[] bytes) {
    if (bytes.length < 2 || bytes[0] != VERSION || bytes[1] < 1 || bytes[1] > LONGEST_KEY_ID) {
      return Optional.empty();
    }
    int header = FIXED_HEADER + bytes[1];
    return bytes.length < header + SALT + IV + TAG
        ? Optional.empty()
        : Optional.of(new Envelope(bytes, header));
  }

  String keyId() {
    return new String(bytes, 2, bytes[1], StandardCharsets.US_ASCII);
  }

  Instant expiresAt() {
    return Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(header - Long.BYTES));
  }

  int headerLength() {
    return header;
  }

  byte[] salt() {
    return Arrays.copyOfRange(bytes, header, header + SALT);
  }

  int ivStart() {
    return header + SALT;
  }

  int cipherStart() {
    return header + SALT + IV;
  }

  /** Ciphertext and tag. */
  int cipherLength() {
    return bytes.length - cipherStart();
  }

  /** Puts salt and IV, given in one piece, in their place. */
  void fillRandom(byte[] saltAndIv) {
    System.arraycopy(saltAndIv, 0, bytes, header, SALT + IV);
  }

  /** The array itself. */
  byte[] bytes() {
    return bytes;
  }
}
