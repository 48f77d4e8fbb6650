package dev.holdfast.testkit;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Checks DPoP proofs as RFC 9449 §4.3 lists it, and leaves nothing out. Thread-safe. */
final class ProofCheck {

  static final List<String> ALGORITHMS = List.of("ES256", "ES384", "RS256", "PS256", "EdDSA");
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final Nonces nonces;
  private final InstantSource time;
  private final BiFunction<String, String, Refusal> refusal;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private ProofCheck(
      Nonces nonces, InstantSource time, BiFunction<String, String, Refusal> refusal) {
    this.nonces = nonces;
    this.time = time;
    this.refusal = refusal;
  }

  static ProofCheck atProvider(Nonces nonces, InstantSource time) {
    return new ProofCheck(nonces, time, Refusal::atProvider);
  }

  static ProofCheck atResource(Nonces nonces, InstantSource time) {
    return new ProofCheck(nonces, time, Refusal::atResource);
  }

  /** The thumbprint of the proven key. */
  String check(Call call, String origin) {
    SignedJWT jwt = parse(call);
    JWK key = jwt.getHeader().getJWK();
    require(
        jwt.getHeader().getType() != null && jwt.getHeader().getType().getType().equals("dpop+jwt"),
        "typ");
    require(ALGORITHMS.contains(jwt.getHeader().getAlgorithm().getName()), "alg");
    require(key != null && !key.isPrivate(), "jwk");
    require(Signatures.verify(jwt, key), "signature");
    Proof proof = read(jwt);
    require(proof.htm().equals(call.method()), "htm");
    require(proof.htu().equals(origin + call.target().getRawPath()), "htu");
    Duration age = Duration.between(proof.iat(), time.instant());
    require(age.abs().compareTo(WINDOW) <= 0, "iat");
    require(seen.add(proof.jti()), "jti used before");
    if (!nonces.accepts(proof.nonce())) {
      throw refusal.apply("use_dpop_nonce", "a nonce is needed");
    }
    return proof.jkt();
  }

  /** As {@link #check}, and the proof must belong to this access token (RFC 9449 §7). */
  String checkWithToken(Call call, String origin, String accessToken) {
    String thumbprint = check(call, origin);
    Optional<String> ath = Proof.in(call).flatMap(Proof::ath);
    require(ath.filter(digest(accessToken)::equals).isPresent(), "ath");
    return thumbprint;
  }

  static String digest(String text) {
    return Base64URL.encode(digest("SHA-256", text)).toString();
  }

  static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private SignedJWT parse(Call call) {
    require(call.all("DPoP").size() == 1, "exactly one DPoP header");
    try {
      return SignedJWT.parse(call.all("DPoP").get(0));
    } catch (ParseException unreadable) {
      throw refusal.apply("invalid_dpop_proof", "not a JWT");
    }
  }

  private Proof read(SignedJWT jwt) {
    try {
      return Proof.of(jwt);
    } catch (ParseException incomplete) {
      throw refusal.apply("invalid_dpop_proof", "claims");
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw refusal.apply("invalid_dpop_proof", what);
    }
  }
}
