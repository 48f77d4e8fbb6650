package dev.holdfast.login;

import dev.holdfast.config.ResponseMode;
import dev.holdfast.provider.SignedResponse;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.FormParameters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization response as it arrived at the callback (RFC 6749 §4.1.2, RFC 9207 §2).
 *
 * @param state which login it answers
 * @param code the authorization code; absent if there is an error
 * @param error the error; absent if there is a code
 * @param issuer who answers, if they say so
 * @param signed what stands for all of them in a signed answer, until it is verified
 */
public record CallbackParameters(
    SecretText state,
    Optional<SecretText> code,
    Optional<String> error,
    Optional<String> issuer,
    Optional<SignedResponse> signed) {

  private static final int LONGEST_QUERY = 16 * 1024;
  private static final int LONGEST_CODE = 4 * 1024;
  private static final Set<String> NEVER = Set.of("access_token", "id_token", "token", "response");

  /**
   * Reads a raw query. Empty if it is none that a provider sends for the code flow: a parameter
   * twice, a token in it, code and error together, or neither.
   */
  public static Optional<CallbackParameters> parse(String rawQuery) {
    return rawQuery.length() > LONGEST_QUERY
        ? Optional.empty()
        : FormParameters.parse(rawQuery).flatMap(CallbackParameters::of);
  }

  /** The same for an answer in this mode: a raw query, or the body of a form. */
  public static Optional<CallbackParameters> parse(String raw, ResponseMode mode) {
    if (!mode.isSigned()) {
      return parse(raw);
    }
    return raw.length() > LONGEST_QUERY
        ? Optional.empty()
        : FormParameters.parse(raw)
            .filter(parameters -> parameters.keySet().equals(Set.of("response")))
            .flatMap(parameters -> SignedResponse.parse(parameters.getOrDefault("response", "")))
            .map(CallbackParameters::unverified);
  }

  private static CallbackParameters unverified(SignedResponse signed) {
    return new CallbackParameters(
        signed.state(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(signed));
  }

  private static Optional<CallbackParameters> of(Map<String, String> parameters) {
    Optional<String> state = present(parameters, "state");
    Optional<String> code = present(parameters, "code");
    Optional<String> error = present(parameters, "error");
    boolean one = code.isPresent() != error.isPresent();
    boolean clean = parameters.keySet().stream().noneMatch(NEVER::contains);
    if (state.isEmpty()
        || !one
        || !clean
        || !code.map(CallbackParameters::printable).orElse(true)) {
      return Optional.empty();
    }
    return Optional.of(
        new CallbackParameters(
            SecretText.of(state.get()),
            code.map(SecretText::of),
            error,
            Optional.ofNullable(parameters.get("iss")),
            Optional.empty()));
  }

  private static Optional<String> present(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
  }

  private static boolean printable(String code) {
    return code.length() <= LONGEST_CODE && code.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
