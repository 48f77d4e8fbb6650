package dev.holdfast.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request and what became of it.
 *
 * @param status the status answered; 0 when the connection was dropped instead
 * @param proof what its DPoP proof says, if it had one that can be read
 */
public record RecordedCall(Call call, int status, Optional<Proof> proof) {

  /** Where it arrived. */
  public Endpoint endpoint() {
    return call.endpoint();
  }

  /** The method of the request line. */
  public String method() {
    return call.method();
  }

  /** The parameters of query and form body together. */
  public Map<String, String> form() {
    return call.form();
  }

  /** All header values; names are matched without regard to case. */
  public Map<String, List<String>> headers() {
    return call.headers();
  }
}
