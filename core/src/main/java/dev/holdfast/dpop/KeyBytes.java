package dev.holdfast.dpop;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.holdfast.config.DpopAlgorithm;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A private key as the fewest bytes that hold it, public part included: no Java platform computes a
 * point of a curve from its scalar. One byte names the algorithm; then follow
 *
 * <pre>
 * EC    d, x, y                    32 or 48 bytes each
 * OKP   d, x                       32 bytes each
 * RSA   n, e, d, p, q, dp, dq, qi  each behind its length in two bytes
 * </pre>
 */
final class KeyBytes {
  private static final int RSA_PARTS = 8;

  private KeyBytes() {}

  static byte[] write(JWK key, DpopAlgorithm algorithm) {
    List<byte[]> parts = partsOf(key).map(Base64URL::decode).toList();
    int fixed = partLength(algorithm);
    int total =
        parts.stream().mapToInt(part -> fixed > 0 ? fixed : Short.BYTES + part.length).sum();
    ByteBuffer out = ByteBuffer.allocate(1 + total).put(id(algorithm));
    for (byte[] part : parts) {
      if (fixed > 0) {
        out.put(new byte[fixed - part.length]);
      } else {
        out.putShort((short) part.length);
      }
      out.put(part);
    }
    return out.array();
  }

  private static Stream<Base64URL> partsOf(JWK key) {
    if (key instanceof ECKey ec) {
      return Stream.of(ec.getD(), ec.getX(), ec.getY());
    }
    if (key instanceof OctetKeyPair okp) {
      return Stream.of(okp.getD(), okp.getX());
    }
    RSAKey rsa = key.toRSAKey();
    return Stream.of(
        rsa.getModulus(),
        rsa.getPublicExponent(),
        rsa.getPrivateExponent(),
        rsa.getFirstPrimeFactor(),
        rsa.getSecondPrimeFactor(),
        rsa.getFirstFactorCRTExponent(),
        rsa.getSecondFactorCRTExponent(),
        rsa.getFirstCRTCoefficient());
  }

  /**
   * The algorithm that the bytes name.
   *
   * @throws IllegalArgumentException if they name none, or are not laid out as its keys are
   */
  static DpopAlgorithm checkedAlgorithm(byte[] bytes) {
    for (DpopAlgorithm algorithm : DpopAlgorithm.values()) {
      if (bytes.length > 0 && bytes[0] == id(algorithm)) {
        parts(bytes, algorithm);
        return algorithm;
      }
    }
    throw new IllegalArgumentException("not the bytes of a DPoP key");
  }

  /** The key with its public and private members and no other. */
  static JWK read(byte[] bytes, DpopAlgorithm algorithm) {
    List<Base64URL> parts = parts(bytes, algorithm).stream().map(Base64URL::encode).toList();
    return switch (algorithm) {
      case ES256 -> ecKey(Curve.P_256, parts);
      case ES384 -> ecKey(Curve.P_384, parts);
      case EDDSA -> new OctetKeyPair.Builder(Curve.Ed25519, parts.get(1)).d(parts.get(0)).build();
      case RS256, PS256 ->
          new RSAKey.Builder(parts.get(0), parts.get(1))
              .privateExponent(parts.get(2))
              .firstPrimeFactor(parts.get(3))
              .secondPrimeFactor(parts.get(4))
              .firstFactorCRTExponent(parts.get(5))
              .secondFactorCRTExponent(parts.get(6))
              .firstCRTCoefficient(parts.get(7))
              .build();
    };
  }

  private static ECKey ecKey(Curve curve, List<Base64URL> parts) {
    return new ECKey.Builder(curve, parts.get(1), parts.get(2)).d(parts.get(0)).build();
  }

  private static List<byte[]> parts(byte[] bytes, DpopAlgorithm algorithm) {
    int fixed = partLength(algorithm);
    List<byte[]> parts = fixed > 0 ? fixedParts(bytes, fixed) : rsaParts(bytes);
    int wanted =
        switch (algorithm) {
          case ES256, ES384 -> 3;
          case EDDSA -> 2;
          case RS256, PS256 -> RSA_PARTS;
        };
    if (parts.size() != wanted) {
      throw new IllegalArgumentException("not the bytes of a DPoP key");
    }
    return parts;
  }

  private static List<byte[]> fixedParts(byte[] bytes, int length) {
    if ((bytes.length - 1) % length != 0) {
      return List.of();
    }
    return IntStream.iterate(1, start -> start < bytes.length, start -> start + length)
        .mapToObj(start -> Arrays.copyOfRange(bytes, start, start + length))
        .toList();
  }

  private static List<byte[]> rsaParts(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    List<byte[]> parts = new ArrayList<>();
    while (in.remaining() > Short.BYTES) {
      int length = Short.toUnsignedInt(in.getShort());
      if (length == 0 || length > in.remaining()) {
        return List.of();
      }
      byte[] part = new byte[length];
      in.get(part);
      parts.add(part);
    }
    return in.hasRemaining() ? List.of() : parts;
  }

  /** Bytes of one part; 0 if each part says its own length. */
  private static int partLength(DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256, EDDSA -> 32;
      case ES384 -> 48;
      case RS256, PS256 -> 0;
    };
  }

  /** What stands in the first byte; never renumbered. */
  private static byte id(DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> 1;
      case ES384 -> 2;
      case RS256 -> 3;
      case PS256 -> 4;
      case EDDSA -> 5;
    };
  }
}
