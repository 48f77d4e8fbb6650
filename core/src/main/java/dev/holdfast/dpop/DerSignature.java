package dev.holdfast.dpop;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SignatureException;

/** An ECDSA signature as ASN.1 writes it: a sequence of two integers (RFC 3279 §2.2.3). */
final class DerSignature {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private DerSignature() {}

  /**
   * R and S side by side, as JWS wants them (RFC 7518 §3.4).
   *
   * @param length of each of the two, in bytes
   * @throws SignatureException if this is not the one way to write two such integers in DER
   */
  static byte[] toConcatenated(byte[] der, int length) throws SignatureException {
    ByteBuffer in = ByteBuffer.wrap(der);
    ByteBuffer out = ByteBuffer.allocate(2 * length);
    try {
      require(in.get() == SEQUENCE);
      require(in.get() == in.remaining()); // one byte of length does for every curve we have
      copyInteger(in, out, length);
      copyInteger(in, out, length);
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
    require(!in.hasRemaining());
    return out.array();
  }

  private static void copyInteger(ByteBuffer in, ByteBuffer out, int length)
      throws SignatureException {
    require(in.get() == INTEGER);
    int size = in.get();
    require(size > 0);
    byte[] number = new byte[Math.min(size, in.remaining() + 1)];
    in.get(number);
    boolean padded = size > 1 && number[0] == 0;
    require(number[0] >= 0 && !(padded && number[1] >= 0)); // positive, and no longer than it must
    int digits = padded ? size - 1 : size;
    require(digits <= length);
    out.put(new byte[length - digits]).put(number, size - digits, digits);
  }

  private static void require(boolean holds) throws SignatureException {
    if (!holds) {
      throw malformed();
    }
  }

  private static SignatureException malformed() {
    return new SignatureException("not an ECDSA signature in DER");
  }
}
