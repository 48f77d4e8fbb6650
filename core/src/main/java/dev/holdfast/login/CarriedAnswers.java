package dev.holdfast.login;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.Base64Url;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Answers that arrive without the cookies they are about: a page of the provider has posted them,
 * or the session's cookies are {@code SameSite=Strict}. Such an answer is sealed and carried by a
 * redirect to a request that has them; what is in it stays out of histories and logs. A seal here
 * vouches for nothing: whoever may post gets one. Thread-safe.
 */
public final class CarriedAnswers {
  private static final Duration LIFE = Duration.ofSeconds(60);

  /** Sealed and encoded, the address stays below what containers take together with cookies. */
  private static final int LONGEST = 4 * 1024;

  private final OidcConfig config;
  private final Sealer sealer;
  private final InstantSource time;
  private final SealScope scope;
  private final Events events;

  CarriedAnswers(LoginSetup setup) {
    this.config = setup.config();
    this.sealer = setup.sealer();
    this.time = setup.time();
    this.events = new Events(setup.listeners());
    this.scope = SealScope.of(Purpose.LOGIN_ANSWER, config.registration(), config.issuer());
  }

  /**
   * Seals a query, or the body of a form, for a minute: letters, digits, hyphens and underscores.
   * Empty if it is no answer that a provider sends, or too long for an address.
   */
  public Optional<String> seal(String raw) {
    if (CallbackParameters.parse(raw, config.logins().responseMode()).isEmpty()) {
      return Optional.empty();
    }
    byte[] answer = raw.getBytes(StandardCharsets.UTF_8);
    if (answer.length > LONGEST) {
      events.answerTooLong(answer.length);
      return Optional.empty();
    }
    byte[] sealed = sealer.seal(scope, SecretBytes.none(), time.instant().plus(LIFE), answer);
    return Optional.of(Base64Url.encode(sealed));
  }

  /** The answer that was sealed; empty for anything else. The text may be hostile. */
  public Optional<CallbackParameters> open(String sealed) {
    return Base64Url.decode(sealed)
        .flatMap(bytes -> sealer.open(scope, SecretBytes.none(), bytes))
        .map(Opened::bytes)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .flatMap(raw -> CallbackParameters.parse(raw, config.logins().responseMode()));
  }
}
