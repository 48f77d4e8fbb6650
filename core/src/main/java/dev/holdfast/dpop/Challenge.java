package dev.holdfast.dpop;

import java.util.Map;
import java.util.Optional;

/**
 * One challenge of a {@code WWW-Authenticate} header.
 *
 * @param scheme in lower case
 * @param parameters values by name in lower case; of a repeated one the first
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.3">RFC 9110 §11.3</a>
 */
public record Challenge(String scheme, Map<String, String> parameters) {

  /** Copies the parameters. */
  public Challenge {
    parameters = Map.copyOf(parameters);
  }

  /** Does it belong to this scheme, such as {@code DPoP}? */
  public boolean isFor(String name) {
    return scheme.equalsIgnoreCase(name);
  }

  /** The OAuth error code (RFC 6750 §3, RFC 9449 §7.1). */
  public Optional<String> error() {
    return Optional.ofNullable(parameters.get("error"));
  }
}
