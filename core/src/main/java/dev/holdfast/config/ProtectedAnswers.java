package dev.holdfast.config;

import java.util.List;
import java.util.Locale;

/**
 * How the provider protects what it says about users, as it was agreed when the client was
 * registered (OpenID Connect Core §10.2).
 *
 * @param decryptionKeys the client's own keys for what is encrypted for it
 * @param idToken what ID tokens are
 * @param userinfo what the userinfo endpoint answers
 */
public record ProtectedAnswers(
    List<PrivateJwk> decryptionKeys, IdTokens idToken, UserinfoAnswers userinfo) {

  /** Signed ID tokens, userinfo in any form that is not encrypted. */
  public static final ProtectedAnswers DEFAULT =
      new ProtectedAnswers(List.of(), IdTokens.OFF, UserinfoAnswers.ANY);

  /** Copies the list. */
  public ProtectedAnswers {
    decryptionKeys = List.copyOf(decryptionKeys);
  }

  /** Whether ID tokens are encrypted; signed they are always. */
  public enum IdTokens {
    /** An encrypted one is refused. */
    OFF,
    /** Either will do: while the registration changes. */
    ACCEPTED,
    /** One that is not encrypted is refused. */
    REQUIRED
  }

  /** The form of userinfo answers (OpenID Connect Core §5.3.2). */
  public enum UserinfoAnswers {
    /** JSON, or a signed JWT. */
    ANY,
    /** A signed JWT. */
    SIGNED,
    /** A signed JWT, encrypted. */
    ENCRYPTED
  }

  static ProtectedAnswers read(Settings settings) {
    return new ProtectedAnswers(
        settings.parsed("decryption-key", ClientKeys::decrypting).orElse(List.of()),
        IdTokens.valueOf(
            word(settings, "id-token-encryption", List.of("off", "accepted", "required"))),
        UserinfoAnswers.valueOf(
            word(settings, "userinfo-response", List.of("any", "signed", "encrypted"))));
  }

  private static String word(Settings settings, String name, List<String> words) {
    return settings.choice(name, words.get(0), words).toUpperCase(Locale.ROOT);
  }

  /** Whether anything may come encrypted. */
  boolean needKey() {
    return idToken != IdTokens.OFF || userinfo == UserinfoAnswers.ENCRYPTED;
  }
}
