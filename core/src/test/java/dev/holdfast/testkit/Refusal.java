package dev.holdfast.testkit;

import java.util.Map;

/** Ends the work on a request with an error answer. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Reply reply;

  private Refusal(Reply reply, String why) {
    super(why, null, false, false);
    this.reply = reply;
  }

  /** As the provider's own endpoints refuse (RFC 6749 §5.2). */
  static Refusal atProvider(String error, String why) {
    return new Refusal(Reply.error(400, error, why), why);
  }

  /** A client that is not who it says. */
  static Refusal invalidClient(String why) {
    Reply reply = Reply.error(401, "invalid_client", why);
    return new Refusal(reply.header("WWW-Authenticate", "Basic realm=\"provider\""), why);
  }

  /** As a protected resource refuses (RFC 9449 §7.1). */
  static Refusal atResource(String error, String why) {
    String challenge =
        "DPoP error=\"%s\", error_description=\"%s\", algs=\"%s\""
            .formatted(error, why, String.join(" ", ProofCheck.ALGORITHMS));
    return new Refusal(Reply.json(401, Map.of()).header("WWW-Authenticate", challenge), why);
  }

  /** As a protected resource refuses a token that is too weak (RFC 9470 §3). */
  static Refusal challenging(Reply reply, String challenge) {
    return new Refusal(reply.header("WWW-Authenticate", challenge), "weak authentication");
  }

  /** As a protected resource asks for a token when there was none. */
  static Refusal tokenMissing() {
    String challenge = "DPoP algs=\"%s\"".formatted(String.join(" ", ProofCheck.ALGORITHMS));
    Reply reply = Reply.json(401, Map.of()).header("WWW-Authenticate", challenge);
    return new Refusal(reply, "no access token");
  }

  Reply reply() {
    return reply;
  }
}
