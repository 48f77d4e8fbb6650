package dev.holdfast.outbound;

import dev.holdfast.dpop.Refusal.Body;
import dev.holdfast.dpop.TargetUri;
import dev.holdfast.secret.SecretText;
import dev.holdfast.token.UserAccessToken;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request that may carry a token. Immutable, whatever the caller's own request does.
 *
 * @param own what the caller asked for; it never holds token or proof
 * @param target where it goes, in the spelling that is both sent and signed
 * @param origin the target's, where a token may go
 */
record OutboundRequest(
    HttpRequest own, HttpRequest unsigned, URI target, Origin origin, Body body) {
  private static final List<String> OURS = List.of("Authorization", "DPoP");

  /**
   * Checks the caller's request.
   *
   * @throws IllegalArgumentException if it brings credentials of its own, no token may go to its
   *     origin, or its address is none for a proof: see {@link TargetUri#normalize}
   */
  static OutboundRequest of(HttpRequest own, AllowedOrigins origins) {
    URI target = TargetUri.withQuery(own.uri());
    Origin origin = origins.require(target);
    HttpRequest unsigned = HttpRequest.newBuilder(own, (name, value) -> true).uri(target).build();
    for (String header : OURS) {
      if (unsigned.headers().firstValue(header).isPresent()) {
        throw new IllegalArgumentException("this client sets the header " + header + " itself");
      }
    }
    Body body = Repeatable.isRepeatable(unsigned) ? Body.REPEATABLE : Body.SENT_ONCE;
    return new OutboundRequest(own, unsigned, target, origin, body);
  }

  /** What goes over the wire. */
  HttpRequest signed(UserAccessToken token, Optional<SecretText> proof, Deadline deadline) {
    HttpRequest.Builder wire =
        HttpRequest.newBuilder(unsigned, (name, value) -> true)
            .setHeader("Authorization", token.scheme() + " " + token.value().reveal());
    proof.ifPresent(value -> wire.setHeader("DPoP", value.reveal()));
    deadline.remaining().ifPresent(wire::timeout);
    return wire.build();
  }

  @Override
  public String toString() {
    return "OutboundRequest[" + unsigned.method() + " " + origin + "]";
  }
}
