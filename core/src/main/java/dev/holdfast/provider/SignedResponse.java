package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * A signed answer to an authorization request as it arrived (JARM §2.3). Nothing in it is to be
 * believed before {@link OidcProvider#verify}. Immutable; does not print.
 */
public final class SignedResponse {
  private final CompactIdToken token;
  private final SecretText state;

  private SignedResponse(CompactIdToken token, SecretText state) {
    this.token = token;
    this.state = state;
  }

  /** Empty if it is no signed JWT, or names no login. */
  public static Optional<SignedResponse> parse(String hostile) {
    if (hostile.isBlank()) {
      return Optional.empty();
    }
    try {
      CompactIdToken token = CompactIdToken.parse(SecretText.of(hostile));
      return token
          .claims()
          .text("state")
          .filter(text -> !text.isBlank())
          .map(text -> new SignedResponse(token, SecretText.of(text)));
    } catch (ProviderRefusal e) {
      return Optional.empty(); // no JWT that a provider signs
    }
  }

  /** Which login it claims to answer: good for looking that up, and for nothing else. */
  public SecretText state() {
    return state;
  }

  CompactIdToken token() {
    return token;
  }

  @Override
  public String toString() {
    return "SignedResponse";
  }
}
