package dev.holdfast.seal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * Writes the fields of a record one after another, without names: the reader knows the order. Not
 * thread-safe.
 */
public final class FieldWriter {
  private byte[] buffer;
  private int size;

  /** A writer for a small record. */
  public FieldWriter() {
    this(512);
  }

  /** A writer that need not grow up to so many octets. */
  public FieldWriter(int expected) {
    buffer = new byte[expected];
  }

  /** A version, a flag, a small enumeration. */
  public FieldWriter octet(int value) {
    room(1);
    buffer[size++] = (byte) value;
    return this;
  }

  /** A number from zero up, in as few octets as it needs (seven bits each). */
  public FieldWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    room(10);
    long rest = value;
    while (rest > 0x7f) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
    return this;
  }

  /** Octets with their number in front. */
  public FieldWriter bytes(byte[] value) {
    return bytes(value, 0, value.length);
  }

  /** Some of the octets, with their number in front. */
  public FieldWriter bytes(byte[] value, int offset, int length) {
    number(length);
    room(length);
    System.arraycopy(value, offset, buffer, size, length);
    size += length;
    return this;
  }

  /** Text as UTF-8, with its length in front. */
  public FieldWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Words without blanks in them, as one text. */
  public FieldWriter words(Collection<String> values) {
    return text(String.join(" ", values));
  }

  /** A moment since 1970, to the second. */
  public FieldWriter moment(Instant value) {
    return number(value.getEpochSecond());
  }

  private void room(int needed) {
    if (size + needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + needed));
    }
  }

  /** Everything written so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }
}
