package dev.holdfast.seal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what {@link FieldWriter} wrote, in the same order. Every method throws {@link
 * IllegalArgumentException} if the bytes end too early. Not thread-safe.
 */
public final class FieldReader {
  private final byte[] bytes;
  private int at;

  /** Reads from the beginning; the array is not copied. */
  public FieldReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Another reader, which begins where this one stands. */
  public FieldReader fork() {
    FieldReader other = new FieldReader(bytes);
    other.at = at;
    return other;
  }

  public int octet() {
    need(1);
    return bytes[at++] & 0xff;
  }

  public long number() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = octet();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number that does not end");
  }

  public byte[] bytes() {
    int length = length();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /**
   * Reads octets into an array, from {@code start} on, and tells how many they were.
   *
   * @throws IllegalArgumentException also if they do not fit
   */
  public int bytes(byte[] into, int start) {
    int length = length();
    if (length > into.length - start) {
      throw new IllegalArgumentException("a field longer than its place");
    }
    System.arraycopy(bytes, at, into, start, length);
    at += length;
    return length;
  }

  public String text() {
    int length = length();
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  /** Words as {@link FieldWriter#words} wrote them. */
  public List<String> words() {
    String text = text();
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  public Instant moment() {
    try {
      return Instant.ofEpochSecond(number());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a moment beyond all time", e);
    }
  }

  /** Whether everything has been read. */
  public boolean isAtEnd() {
    return at == bytes.length;
  }

  /** Passes over a field of octets or text. */
  public void skip() {
    int length = length(); // moves on by itself
    at += length;
  }

  private int length() {
    long length = number();
    if (length > bytes.length) {
      throw new IllegalArgumentException("a field longer than the record");
    }
    need((int) length);
    return (int) length;
  }

  private void need(int length) {
    if (length > bytes.length - at) {
      throw new IllegalArgumentException("a record that ends too early");
    }
  }
}
