package dev.holdfast.provider;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.BigIntegerUtils;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A long RSA key of many short primes, with which it takes no time to make one and to sign (RFC
 * 8017 §3.2).
 */
record ManyPrimes(List<BigInteger> primes) {
  private static final int BITS_OF_EACH = 512;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final byte[] SHA_256 =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  /** A key of this length, a multiple of 512. */
  static ManyPrimes of(int bits) {
    SecureRandom random = new SecureRandom();
    return new ManyPrimes(
        Stream.generate(() -> BigInteger.probablePrime(BITS_OF_EACH, random))
            .filter(prime -> !prime.mod(EXPONENT).equals(BigInteger.ONE))
            .distinct()
            .limit(bits / BITS_OF_EACH)
            .toList());
  }

  private BigInteger modulus() {
    return primes.stream().reduce(BigInteger.ONE, BigInteger::multiply);
  }

  JWK published(String kid) {
    return new RSAKey.Builder(Base64URL.encode(modulus()), Base64URL.encode(EXPONENT))
        .keyID(kid)
        .build();
  }

  /** The RS256 signature of a text (RFC 8017 §8.2). */
  Base64URL sign(String text) {
    int length = BigIntegerUtils.toBytesUnsigned(modulus()).length;
    byte[] signature = BigIntegerUtils.toBytesUnsigned(root(padded(text, length)));
    byte[] whole = new byte[length];
    System.arraycopy(signature, 0, whole, length - signature.length, signature.length);
    return Base64URL.encode(whole);
  }

  private static BigInteger padded(String text, int length) {
    byte[] digest = digest(text);
    byte[] padded = new byte[length];
    int start = length - SHA_256.length - digest.length;
    Arrays.fill(padded, 2, start - 1, (byte) 0xff);
    padded[1] = 1;
    System.arraycopy(SHA_256, 0, padded, start, SHA_256.length);
    System.arraycopy(digest, 0, padded, start + SHA_256.length, digest.length);
    return new BigInteger(1, padded);
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** By the Chinese remainder theorem. */
  private BigInteger root(BigInteger message) {
    BigInteger modulus = modulus();
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger prime : primes) {
      BigInteger others = modulus.divide(prime);
      BigInteger part =
          message.mod(prime).modPow(EXPONENT.modInverse(prime.subtract(BigInteger.ONE)), prime);
      sum = sum.add(part.multiply(others.modInverse(prime)).mod(prime).multiply(others));
    }
    return sum.mod(modulus);
  }
}
