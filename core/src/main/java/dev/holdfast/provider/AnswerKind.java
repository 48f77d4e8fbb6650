package dev.holdfast.provider;

import dev.holdfast.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;

/** What a JWT of the provider says something in: it decides the code of what is wrong with it. */
enum AnswerKind {
  ID_TOKEN("ID token", ErrorCode.ID_TOKEN_INVALID, " jwt"),
  /** To a login (JARM); the browser that brings it may have it from anybody. */
  SIGNED_ANSWER("signed answer", ErrorCode.RESPONSE_INVALID, " jwt"),
  USERINFO("userinfo", ErrorCode.USERINFO_INVALID, " jwt"),
  /** OpenID Connect Back-Channel Logout §2.4. */
  LOGOUT_TOKEN("logout token", ErrorCode.LOGOUT_TOKEN_INVALID, "logout+jwt"),
  /** As it was before the final specification. */
  OLD_LOGOUT_TOKEN("logout token", ErrorCode.LOGOUT_TOKEN_INVALID, " jwt logout+jwt");

  private final String words;
  private final ErrorCode code;

  /** Separated by spaces; the empty one stands for none. */
  private final String types;

  AnswerKind(String words, ErrorCode code, String types) {
    this.words = words;
    this.code = code;
    this.types = types;
  }

  /** Whether a header's {@code typ} allows it: in lower case, without {@code application/}. */
  boolean isOfType(Optional<String> type) {
    return Arrays.asList(types.split(" ", -1)).contains(type.orElse(""));
  }

  /** Whether the provider gave it to us, for somebody who waits; the others come from anybody. */
  boolean isAwaited() {
    return this == ID_TOKEN || this == USERINFO;
  }

  ProviderRefusal invalid(String what) {
    return ProviderRefusal.of(code, words + ": " + what);
  }

  /** It cannot be judged here and now. */
  ProviderRefusal unverifiable(String what) {
    return ProviderRefusal.unverifiable(code, words + ": " + what);
  }
}
