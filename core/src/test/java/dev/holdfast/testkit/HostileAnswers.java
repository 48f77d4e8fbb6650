package dev.holdfast.testkit;

import static dev.holdfast.error.ErrorCode.CALLBACK_INVALID;
import static dev.holdfast.error.ErrorCode.CLIENT_REFUSED;
import static dev.holdfast.error.ErrorCode.GRANT_REFUSED;
import static dev.holdfast.error.ErrorCode.ISSUER_MISMATCH;
import static dev.holdfast.error.ErrorCode.LOGIN_UNKNOWN;
import static dev.holdfast.error.ErrorCode.PROOF_REFUSED;
import static dev.holdfast.error.ErrorCode.PROVIDER_ANSWER_INVALID;
import static dev.holdfast.error.ErrorCode.PROVIDER_UNAVAILABLE;
import static dev.holdfast.error.ErrorCode.PROVIDER_UNSUITABLE;
import static dev.holdfast.error.ErrorCode.REQUEST_REFUSED;
import static dev.holdfast.error.ErrorCode.TOKEN_NOT_BOUND;
import static dev.holdfast.error.ErrorCode.USERINFO_INVALID;

import dev.holdfast.error.ErrorCode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a client must refuse in the middle of a login, one thing at a time: after each of them there
 * is no session, nothing of the answer is used, and the same browser can log in again at once.
 */
public final class HostileAnswers {
  private static final String ELSEWHERE = "https://other.example";
  private static final int BEYOND_EVERY_LIMIT = 2 * 1024 * 1024;

  private HostileAnswers() {}

  /** Every one that takes no time, for a client whose answers are not signed. */
  public static Stream<HostileAnswer> all() {
    return Stream.of(
            callbacks(), tokenAnswers(), HostileIdTokens.all(), HostileKeys.all(), userinfo())
        .flatMap(answers -> answers);
  }

  /** What the browser brings back: for {@link FakeProvider#next()} login from its start on. */
  public static Stream<HostileAnswer> callbacks() {
    return Stream.of(
        callback("iss of another issuer", ISSUER_MISMATCH, p -> p.put("iss", ELSEWHERE)),
        callback("iss with a slash", ISSUER_MISMATCH, p -> p.put("iss", p.get("iss") + "/")),
        callback("iss missing", ISSUER_MISMATCH, p -> p.remove("iss")),
        callback("iss empty", ISSUER_MISMATCH, p -> p.put("iss", "")),
        addition("iss twice", "iss=https%3A%2F%2Fother.example"),
        callback("an error of another issuer", ISSUER_MISMATCH, HostileAnswers::deniedElsewhere),
        callback("state of no login", LOGIN_UNKNOWN, p -> p.put("state", "A".repeat(43))),
        callback("state missing", CALLBACK_INVALID, p -> p.remove("state")),
        callback("state empty", CALLBACK_INVALID, p -> p.put("state", "")),
        addition("state twice", "state=another"),
        addition("code twice", "code=another"),
        callback("code missing", CALLBACK_INVALID, p -> p.remove("code")),
        addition("code and error", "error=access_denied"),
        addition("an access token in the address", "access_token=a"),
        addition("an ID token in the address", "id_token=a.b.c"),
        callback("an error nobody knows", REQUEST_REFUSED, HostileAnswers::oddError));
  }

  /**
   * Signed answers that may not be believed: for {@link FakeProvider#next()} login from its start
   * on, of a client that asks for {@code response_mode=jwt}. Not in {@link #all()}.
   */
  public static Stream<HostileAnswer> signedAnswers() {
    return HostileSignedAnswers.all();
  }

  private static void deniedElsewhere(Map<String, String> parameters) {
    parameters.remove("code");
    parameters.put("error", "access_denied");
    parameters.put("iss", ELSEWHERE);
  }

  private static void oddError(Map<String, String> parameters) {
    parameters.remove("code");
    parameters.put("error", "<script>alert(1)</script>");
    parameters.put("error_description", "<script>alert(2)</script>");
  }

  private static HostileAnswer callback(
      String name, ErrorCode code, Consumer<Map<String, String>> edit) {
    return new HostileAnswer(name, code, provider -> provider.next().onAuthorize(edit));
  }

  private static HostileAnswer addition(String name, String parameter) {
    return answer(
        name,
        CALLBACK_INVALID,
        Endpoint.AUTHORIZE,
        reply -> reply.header("Location", reply.all("Location").get(0) + "&" + parameter));
  }

  /** What the token endpoint answers once the code is spent, or instead. */
  public static Stream<HostileAnswer> tokenAnswers() {
    return Stream.of(
            brokenAnswers(),
            brokenDetails(),
            Stream.of(
                token("a redirect", at -> at.redirectTo(URI.create(ELSEWHERE + "/token"))),
                token("Bearer", TOKEN_NOT_BOUND, at -> at.with("token_type", "Bearer")),
                token("a token_type nobody knows", at -> at.with("token_type", "mac")),
                token("a token of another key", TOKEN_NOT_BOUND, HostileIdTokens::boundElsewhere),
                token("a spent code", GRANT_REFUSED, at -> at.error(400, "invalid_grant")),
                token("a refused client", CLIENT_REFUSED, at -> at.error(401, "invalid_client")),
                token("a nonce demanded, none given", PROOF_REFUSED, HostileAnswers::nonceless),
                token("an outage", PROVIDER_UNAVAILABLE, at -> at.status(503)),
                token("a lost connection", PROVIDER_UNAVAILABLE, FaultAt::dropConnection),
                token("a lost answer", PROVIDER_UNAVAILABLE, FaultAt::loseAnswer),
                token("a huge answer", PROVIDER_UNAVAILABLE, HostileAnswers::huge)))
        .flatMap(answers -> answers);
  }

  private static Stream<HostileAnswer> brokenAnswers() {
    return Stream.of(
        token("HTML", FaultAt::html),
        token("nothing", at -> at.status(200)),
        token("204", at -> at.status(204)),
        token("an empty object", at -> at.instead(reply -> Reply.json(200, Map.of()))),
        token("an array", at -> at.instead(reply -> json("[]"))),
        token("a member twice", at -> at.instead(reply -> json("{\"a\":1,\"a\":1}"))),
        token("a hundred levels", at -> at.instead(reply -> json(nested(100)))),
        token("an error under 200", at -> at.with("error", "invalid_grant")),
        token("no access_token", at -> at.omit("access_token")),
        token("no token_type", at -> at.omit("token_type")),
        token("no id_token", at -> at.omit("id_token")),
        token("access_token with a line break", at -> at.with("access_token", "a\r\nX: y")),
        token("access_token too long", at -> at.with("access_token", "a".repeat(20_480))),
        token("id_token too long", at -> at.with("id_token", "a".repeat(20_480))),
        token("access_token no text", at -> at.with("access_token", 7)),
        token("refresh_token with a blank", at -> at.with("refresh_token", "a b")),
        token("expires_in negative", at -> at.with("expires_in", -1)),
        token("expires_in as text", at -> at.with("expires_in", "300")));
  }

  private static Stream<HostileAnswer> brokenDetails() {
    return Stream.of(
        details("as text", "[{\"type\":\"payment\"}]"),
        details("no array", Map.of("type", "payment")),
        details("of numbers", List.of(1)),
        details("without type", List.of(Map.of("amount", "5.00"))),
        details("without end", List.of(Map.of("type", "a".repeat(9000)))));
  }

  private static HostileAnswer details(String name, Object value) {
    return token("authorization_details " + name, at -> at.with("authorization_details", value));
  }

  private static Reply json(String text) {
    return Reply.text(200, "application/json", text);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
  }

  private static void nonceless(FaultAt token) {
    token.error(400, "use_dpop_nonce");
  }

  private static void huge(FaultAt token) {
    token.with("pad", "a".repeat(BEYOND_EVERY_LIMIT));
  }

  /** The one that takes as long as the client's time limit lasts. */
  public static HostileAnswer slow() {
    return token("an answer without end", PROVIDER_UNAVAILABLE, FaultAt::dripBody);
  }

  private static HostileAnswer token(String name, Consumer<FaultAt> fault) {
    return token(name, PROVIDER_ANSWER_INVALID, fault);
  }

  private static HostileAnswer token(String name, ErrorCode code, Consumer<FaultAt> fault) {
    return new HostileAnswer(
        "token answer: " + name,
        code,
        provider -> fault.accept(provider.next().at(Endpoint.TOKEN)));
  }

  /** What userinfo answers; for a client that asks for it. */
  public static Stream<HostileAnswer> userinfo() {
    return Stream.of(
        userinfo("another user", reply -> reply.with("sub", "mallory")),
        userinfo("nobody", reply -> reply.without("sub")),
        userinfo("HTML", reply -> Reply.text(200, "text/html", "<title>Sorry</title>")),
        userinfo("no right to it", reply -> Reply.json(403, Map.of())));
  }

  private static HostileAnswer userinfo(String name, UnaryOperator<Reply> change) {
    return answer("userinfo: " + name, USERINFO_INVALID, Endpoint.USERINFO, change);
  }

  /** What the metadata says; to be played before a client first asks for them. */
  public static Stream<HostileAnswer> metadata() {
    return Stream.of(
        metadata("issuer with a slash", m -> m.with("issuer", m.member("issuer").get() + "/")),
        metadata("issuer of somebody else", m -> m.with("issuer", ELSEWHERE)),
        metadata("token_endpoint without TLS", m -> m.with("token_endpoint", "http://a.example/")),
        metadata("no jwks_uri", m -> m.without("jwks_uri")),
        metadata("no object", m -> Reply.text(200, "application/json", "[]")));
  }

  private static HostileAnswer metadata(String name, UnaryOperator<Reply> change) {
    return answer("metadata: " + name, PROVIDER_UNSUITABLE, Endpoint.DISCOVERY, change);
  }

  private static HostileAnswer answer(
      String name, ErrorCode code, Endpoint endpoint, UnaryOperator<Reply> change) {
    return new HostileAnswer(name, code, provider -> provider.next().at(endpoint).change(change));
  }
}
