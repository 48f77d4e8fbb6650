package dev.holdfast.secret;

import java.security.MessageDigest;

/** Bytes that must not print: key material and the secrets of tickets. Immutable. */
public final class SecretBytes {
  private static final SecretBytes NONE = new SecretBytes(new byte[0]);

  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes a copy. */
  public static SecretBytes of(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** The empty secret: a record that only the server's key opens. */
  public static SecretBytes none() {
    return NONE;
  }

  /** A copy of the bytes. Every call site is a place to review. */
  public byte[] reveal() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** Constant: a secret is no map key. */
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "***";
  }
}
