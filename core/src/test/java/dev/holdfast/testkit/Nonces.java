package dev.holdfast.testkit;

import dev.holdfast.secret.RandomBytes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One server's DPoP nonces. Thread-safe. */
final class Nonces {

  private static final String HEADER = "DPoP-Nonce";

  private final RandomBytes random;
  private final MarkerSecrets secrets;
  private final Set<String> unused = ConcurrentHashMap.newKeySet();
  private volatile NonceMode mode = NonceMode.NONE;
  private volatile String current;

  Nonces(RandomBytes random, MarkerSecrets secrets) {
    this.random = random;
    this.secrets = secrets;
    this.current = fresh();
  }

  void mode(NonceMode next) {
    mode = next;
  }

  void rotate() {
    current = fresh();
  }

  boolean accepts(Optional<String> nonce) {
    return switch (mode) {
      case NONE -> true;
      case ROTATING -> nonce.filter(current::equals).isPresent();
      case ALWAYS_NEW -> nonce.filter(unused::remove).isPresent();
      case ENDLESS_DEMAND -> false;
    };
  }

  /** Puts the nonce to use next into every answer, refusals included. */
  Wire.Handler stamping(Wire.Handler handler) {
    return call -> {
      try {
        return stamp(handler.answer(call));
      } catch (Refusal refused) {
        return stamp(refused.reply());
      }
    };
  }

  private Reply stamp(Reply reply) {
    return switch (mode) {
      case NONE -> reply;
      case ROTATING -> reply.header(HEADER, current);
      case ALWAYS_NEW, ENDLESS_DEMAND -> reply.header(HEADER, oneMore());
    };
  }

  private String oneMore() {
    String nonce = fresh();
    unused.add(nonce);
    return nonce;
  }

  private String fresh() {
    return secrets.note(random.text(16));
  }
}
