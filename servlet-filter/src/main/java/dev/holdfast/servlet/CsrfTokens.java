package dev.holdfast.servlet;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Base64Url;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.OpenSession;
import java.security.MessageDigest;

/**
 * Tokens by which a page shows that this application made it for this session. Each session has
 * one, worked out from its lasting id by a key of the server: nothing is kept anywhere. It never
 * looks the same twice, so that compressed pages tell nothing about it by their length.
 */
final class CsrfTokens {
  private static final int LENGTH = 32;

  private final OidcConfig config;
  private final RandomBytes random;

  CsrfTokens(OidcConfig config, RandomBytes random) {
    this.config = config;
    this.random = random;
  }

  /** 86 letters, digits, hyphens and underscores. */
  String of(OpenSession session) {
    byte[] mask = random.next(LENGTH);
    byte[] masked = xor(mask, 0, bare(session));
    byte[] token = new byte[2 * LENGTH];
    System.arraycopy(mask, 0, token, 0, LENGTH);
    System.arraycopy(masked, 0, token, LENGTH, LENGTH);
    return Base64Url.encode(token);
  }

  /** Whether hostile text is a token of this session. Takes the same time for any other. */
  boolean isOf(OpenSession session, String text) {
    return Base64Url.decode(text)
        .filter(token -> token.length == 2 * LENGTH)
        .filter(token -> MessageDigest.isEqual(xor(token, LENGTH, token), bare(session)))
        .isPresent();
  }

  /** The first bytes of {@code one} from an offset on, and those of the other from its start. */
  private static byte[] xor(byte[] one, int offset, byte[] other) {
    byte[] result = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      result[i] = (byte) (one[offset + i] ^ other[i]);
    }
    return result;
  }

  private byte[] bare(OpenSession session) {
    String name = config.indexKey().name("csrf-token", config.registration(), session.id());
    return Base64Url.decode(name).orElseThrow();
  }
}
