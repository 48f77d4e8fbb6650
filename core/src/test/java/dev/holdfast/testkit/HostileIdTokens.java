package dev.holdfast.testkit;

import dev.holdfast.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** ID tokens with one thing wrong (OpenID Connect Core §3.1.3.7, RFC 7515, RFC 8725). */
final class HostileIdTokens {
  private HostileIdTokens() {}

  static Stream<HostileAnswer> all() {
    return Stream.of(whoAndForWhom(), dates(), nonceAndSubject(), signatures(), headers(), forms())
        .flatMap(answers -> answers);
  }

  private static Stream<HostileAnswer> whoAndForWhom() {
    return Stream.of(
        claims("iss of another issuer", c -> c.put("iss", "https://other.example")),
        claims("iss with a slash", c -> c.put("iss", c.get("iss") + "/")),
        claims("iss missing", c -> c.remove("iss")),
        claims("aud of another client", c -> c.put("aud", "other")),
        claims("aud with an untrusted other", c -> c.put("aud", List.of(c.get("aud"), "other"))),
        claims("aud an empty list", c -> c.put("aud", List.of())),
        claims("aud missing", c -> c.remove("aud")),
        claims("azp of another client", c -> c.put("azp", "other")));
  }

  private static Stream<HostileAnswer> dates() {
    return Stream.of(
        claims("exp past", c -> shift(c, "exp", -400)),
        claims("exp missing", c -> c.remove("exp")),
        claims("exp as text", c -> c.computeIfPresent("exp", (k, v) -> v.toString())),
        claims("iat an hour ahead", c -> shift(c, "iat", 3600)),
        claims("iat long past", c -> shift(c, "iat", -700)),
        claims("iat missing", c -> c.remove("iat")),
        claims("nbf ahead", HostileIdTokens::notYet),
        claims("nbf as text", c -> c.put("nbf", "now")));
  }

  private static void notYet(Map<String, Object> claims) {
    claims.put("nbf", claims.getOrDefault("iat", 0L));
    shift(claims, "nbf", 120);
  }

  private static void shift(Map<String, Object> claims, String name, long seconds) {
    claims.computeIfPresent(name, (key, at) -> ((Number) at).longValue() + seconds);
  }

  private static Stream<HostileAnswer> nonceAndSubject() {
    return Stream.of(
        claims("nonce of another login", c -> c.put("nonce", "another")),
        claims("nonce missing", c -> c.remove("nonce")),
        claims("sub missing", c -> c.remove("sub")),
        claims("sub empty", c -> c.put("sub", "")),
        claims("sub no text", c -> c.put("sub", 7)),
        claims("at_hash of another token", c -> c.put("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")));
  }

  private static Stream<HostileAnswer> signatures() {
    return Arrays.stream(Forgery.values())
        .map(
            forgery ->
                idToken("signed with " + forgery, provider -> provider.next().signWith(forgery)));
  }

  private static Stream<HostileAnswer> headers() {
    return Stream.of(
        header("alg nOnE", h -> h.put("alg", "nOnE")),
        header("alg not allowed", h -> h.put("alg", "ES512")),
        header("alg of another kind of key", h -> h.put("alg", "RS256")),
        header("kid unknown", h -> h.put("kid", "unknown")),
        header("typ of a logout token", h -> h.put("typ", "logout+jwt")),
        header("typ of an access token", h -> h.put("typ", "at+jwt")),
        header("something critical", h -> h.putAll(Map.of("crit", List.of("x"), "x", 1))),
        header("b64 false", h -> h.putAll(Map.of("crit", List.of("b64"), "b64", false))),
        header("compressed", h -> h.put("zip", "DEF")));
  }

  private static Stream<HostileAnswer> forms() {
    return Stream.of(
        text("padded", token -> token + "="),
        text("with a slash", token -> token + "/"),
        text("four parts", token -> token + ".e30"),
        text("without a signature", token -> token.substring(0, token.lastIndexOf('.') + 1)),
        text("encrypted", token -> encoded("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..AA.AA.AA"),
        text("a claim changed behind the signature", HostileIdTokens::otherPayload));
  }

  private static String otherPayload(String token) {
    return withClaims(token, text -> text.replace("alice", "admin"));
  }

  /** Another payload behind the same signature. */
  static String withClaims(String token, UnaryOperator<String> change) {
    String[] parts = token.split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0] + "." + encoded(change.apply(claims)) + "." + parts[2];
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  /** An access token that is a JWT and says which other key it is for (RFC 9449 §6.1). */
  static void boundElsewhere(FaultAt token) {
    String key = "A".repeat(43);
    token.with(
        "access_token",
        encoded("{\"alg\":\"ES256\"}")
            + "."
            + encoded("{\"cnf\":{\"jkt\":\"" + key + "\"}}")
            + ".AA");
  }

  private static HostileAnswer text(String name, UnaryOperator<String> change) {
    return idToken(
        name,
        provider ->
            provider
                .next()
                .onToken(
                    reply ->
                        reply.with(
                            "id_token", change.apply((String) reply.member("id_token").get()))));
  }

  private static HostileAnswer claims(String name, Consumer<Map<String, Object>> edit) {
    return idToken(name, provider -> provider.next().onIdToken(edit));
  }

  private static HostileAnswer header(String name, Consumer<Map<String, Object>> edit) {
    return idToken(name, provider -> provider.next().onIdTokenHeader(edit));
  }

  private static HostileAnswer idToken(String name, Consumer<FakeProvider> script) {
    return new HostileAnswer("ID token: " + name, ErrorCode.ID_TOKEN_INVALID, script);
  }
}
