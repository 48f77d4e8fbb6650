package dev.holdfast.testkit;

import static dev.holdfast.error.ErrorCode.CALLBACK_INVALID;
import static dev.holdfast.error.ErrorCode.ISSUER_MISMATCH;
import static dev.holdfast.error.ErrorCode.LOGIN_UNKNOWN;
import static dev.holdfast.error.ErrorCode.REQUEST_REFUSED;
import static dev.holdfast.error.ErrorCode.RESPONSE_INVALID;

import com.nimbusds.jwt.JWTParser;
import dev.holdfast.error.ErrorCode;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Signed answers to an authorization request with one thing wrong (JARM §2.4). */
final class HostileSignedAnswers {
  private static final String ELSEWHERE = "https://other.example";

  private HostileSignedAnswers() {}

  static Stream<HostileAnswer> all() {
    return Stream.of(whoAndForWhom(), expiry(), content(), signatures(), headers(), forms())
        .flatMap(answers -> answers);
  }

  private static Stream<HostileAnswer> whoAndForWhom() {
    return Stream.of(
        claims("iss of another issuer", ISSUER_MISMATCH, c -> c.put("iss", ELSEWHERE)),
        claims("iss with a slash", ISSUER_MISMATCH, c -> c.put("iss", c.get("iss") + "/")),
        claims("iss missing", ISSUER_MISMATCH, c -> c.remove("iss")),
        claims("aud of another client", c -> c.put("aud", "other")),
        claims("aud with another client", c -> c.put("aud", List.of(c.get("aud"), "other"))),
        claims("aud an empty list", c -> c.put("aud", List.of())),
        claims("aud missing", c -> c.remove("aud")),
        claims("state of no login", LOGIN_UNKNOWN, c -> c.put("state", "A".repeat(43))),
        claims("state empty", CALLBACK_INVALID, c -> c.put("state", "")),
        claims("state missing", CALLBACK_INVALID, c -> c.remove("state")));
  }

  private static Stream<HostileAnswer> expiry() {
    return Stream.of(
        claims("exp past", c -> shift(c, -3600)),
        claims("exp hours ahead", c -> shift(c, 7200)),
        claims("exp as text", c -> c.computeIfPresent("exp", (name, at) -> at.toString())),
        claims("exp missing", c -> c.remove("exp")));
  }

  private static void shift(Map<String, Object> claims, long seconds) {
    claims.computeIfPresent("exp", (name, at) -> ((Number) at).longValue() + seconds);
  }

  private static Stream<HostileAnswer> content() {
    return Stream.of(
        claims("neither code nor error", c -> c.remove("code")),
        claims("code no text", c -> c.put("code", 7)),
        claims("code with a blank", c -> c.put("code", "a b")),
        claims("code and error", c -> c.put("error", "access_denied")),
        claims("an error nobody knows", REQUEST_REFUSED, HostileSignedAnswers::oddError));
  }

  private static void oddError(Map<String, Object> claims) {
    claims.remove("code");
    claims.put("error", "<script>alert(1)</script>");
    claims.put("error_description", "<script>alert(2)</script>");
  }

  private static Stream<HostileAnswer> signatures() {
    return Stream.of(
        forged("another key", RESPONSE_INVALID, Forgery.OTHER_KEY),
        forged("HS256 and the public key", RESPONSE_INVALID, Forgery.HS256_WITH_PUBLIC_KEY),
        forged("a bit changed", RESPONSE_INVALID, Forgery.BROKEN_SIGNATURE),
        forged("alg none", CALLBACK_INVALID, Forgery.NONE),
        response("a claim changed behind it", RESPONSE_INVALID, HostileSignedAnswers::otherClaims),
        response("no signature", CALLBACK_INVALID, HostileSignedAnswers::unsigned));
  }

  private static String otherClaims(String signed) {
    return HostileIdTokens.withClaims(signed, text -> text.replaceFirst("\"code\":\"", "$0x"));
  }

  private static String unsigned(String signed) {
    return signed.substring(0, signed.lastIndexOf('.') + 1);
  }

  private static Stream<HostileAnswer> headers() {
    return Stream.of(
        header("alg nOnE", RESPONSE_INVALID, h -> h.put("alg", "nOnE")),
        header("alg not allowed", RESPONSE_INVALID, h -> h.put("alg", "ES512")),
        header("alg of another kind of key", RESPONSE_INVALID, h -> h.put("alg", "RS256")),
        header("kid unknown", RESPONSE_INVALID, h -> h.put("kid", "unknown")),
        header("typ of a logout token", CALLBACK_INVALID, h -> h.put("typ", "logout+jwt")),
        header(
            "something critical",
            CALLBACK_INVALID,
            h -> h.putAll(Map.of("crit", List.of("x"), "x", 1))),
        header("compressed", CALLBACK_INVALID, h -> h.put("zip", "DEF")));
  }

  private static Stream<HostileAnswer> forms() {
    return Stream.of(
        address("unsigned parameters in its place", HostileSignedAnswers::plain),
        address("the same in parameters beside it", a -> a + "&" + parameters(plain(a))),
        address("code beside it", a -> a + "&code=another"),
        address("error beside it", a -> a + "&error=access_denied"),
        address("state beside it", a -> a + "&state=another"),
        address("iss beside it", a -> a + "&iss=https%3A%2F%2Fother.example"),
        address("twice", a -> a + "&" + parameters(a)),
        response("empty", CALLBACK_INVALID, signed -> ""),
        response("padded", CALLBACK_INVALID, signed -> signed + "="),
        response("encrypted", CALLBACK_INVALID, signed -> signed + ".AA.AA"));
  }

  private static String parameters(String address) {
    return address.substring(address.indexOf('?') + 1);
  }

  /** What the signed answer says, without a signature. */
  private static String plain(String address) {
    Map<String, String> found = new LinkedHashMap<>();
    Call.decode(parameters(address), found);
    try {
      Map<String, String> said = new LinkedHashMap<>();
      JWTParser.parse(found.getOrDefault("response", ""))
          .getJWTClaimsSet()
          .getClaims()
          .forEach((name, value) -> said.put(name, String.valueOf(value)));
      said.keySet().retainAll(List.of("code", "state", "iss"));
      return address.substring(0, address.indexOf('?') + 1) + Reply.encode(said);
    } catch (ParseException e) {
      throw new IllegalStateException("no signed answer in the address", e);
    }
  }

  private static HostileAnswer claims(String name, Consumer<Map<String, Object>> edit) {
    return claims(name, RESPONSE_INVALID, edit);
  }

  private static HostileAnswer claims(
      String name, ErrorCode code, Consumer<Map<String, Object>> edit) {
    return answer(name, code, provider -> provider.next().onAnswer(edit));
  }

  private static HostileAnswer header(
      String name, ErrorCode code, Consumer<Map<String, Object>> edit) {
    return answer(name, code, provider -> provider.next().onAnswerHeader(edit));
  }

  private static HostileAnswer forged(String name, ErrorCode code, Forgery how) {
    return answer(name, code, provider -> provider.next().signAnswerWith(how));
  }

  private static HostileAnswer response(String name, ErrorCode code, UnaryOperator<String> change) {
    return answer(
        name,
        code,
        provider ->
            provider
                .next()
                .onAuthorize(p -> p.computeIfPresent("response", (key, jwt) -> change.apply(jwt))));
  }

  private static HostileAnswer address(String name, UnaryOperator<String> change) {
    return answer(
        name,
        CALLBACK_INVALID,
        provider ->
            provider
                .next()
                .at(Endpoint.AUTHORIZE)
                .change(
                    reply -> reply.header("Location", change.apply(reply.all("Location").get(0)))));
  }

  private static HostileAnswer answer(String name, ErrorCode code, Consumer<FakeProvider> script) {
    return new HostileAnswer("signed answer: " + name, code, script);
  }
}
