package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import dev.holdfast.transport.Origin;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DpopSignerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.789Z");
  private static final SecretText TOKEN =
      SecretText.of("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU");
  private static final URI API = URI.create("https://api.example/orders");

  private final NonceMemory nonces = new NonceMemory(10);
  private final DpopSigner signer =
      new DpopSigner(nonces, new ServerClocks(InstantSource.fixed(NOW)), RandomBytes.secure());
  private final DpopKey key = DpopKey.generate(DpopAlgorithm.ES256);

  @Test
  @DisplayName("RFC 9449 figure 12: the proof of the specification, read as a server would")
  void the_proof_of_the_rfc_holds() {
    ReadProof proof =
        ReadProof.of(
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4"
                + "dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09r"
                + "X282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGk"
                + "iOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5"
                + "leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlV"
                + "IeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP8"
                + "6L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA");
    assertThat(proof.signatureHolds()).isTrue();
    assertThat(proof.thumbprint())
        .isEqualTo(new JwkThumbprint("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
    assertThat(proof.claims().get("ath").textValue()).isEqualTo(ReadProof.hash(TOKEN.reveal()));
  }

  @ParameterizedTest
  @EnumSource(DpopAlgorithm.class)
  @DisplayName("DPP-01, DPK-04, DPK-05, DPP-08: checked with nothing but the Java platform")
  void a_proof_holds_and_has_exactly_the_members_it_must_have(DpopAlgorithm algorithm) {
    DpopKey kept = DpopKey.fromBytes(DpopKey.generate(algorithm).toBytes());
    ReadProof proof = sign(kept, "GET", API, Optional.of(TOKEN));

    assertThat(proof.signatureHolds()).isTrue();
    assertThat(proof.thumbprint()).isEqualTo(kept.thumbprint());
    assertThat(names(proof.header())).containsExactlyInAnyOrder("typ", "alg", "jwk");
    assertThat(proof.header().get("typ").textValue()).isEqualTo("dpop+jwt");
    assertThat(proof.header().get("alg").textValue()).isEqualTo(algorithm.joseName());
    assertThat(names(proof.header().get("jwk"))).isEqualTo(publicMembers(algorithm));
    assertThat(names(proof.claims())).containsExactlyInAnyOrder("jti", "htm", "htu", "iat", "ath");
  }

  private static Set<String> publicMembers(DpopAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256, ES384 -> Set.of("kty", "crv", "x", "y");
      case EDDSA -> Set.of("kty", "crv", "x");
      case RS256, PS256 -> Set.of("kty", "n", "e");
    };
  }

  @Test
  @DisplayName("DPP-04: ath, with the example of RFC 9449 §7.1")
  void the_token_is_hashed_as_in_the_rfc() {
    assertThat(sign(key, "GET", API, Optional.of(TOKEN)).claims().get("ath").textValue())
        .isEqualTo("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
  }

  @Test
  @DisplayName("DPP-01: no token, no ath")
  void a_proof_for_a_call_without_a_token_has_no_hash() {
    assertThat(names(sign(key, "POST", API, Optional.empty()).claims()))
        .containsExactlyInAnyOrder("jti", "htm", "htu", "iat");
  }

  @Test
  @DisplayName("DPP-02, DPP-03, DPP-06: method, target and time of the request")
  void a_proof_names_its_request() {
    URI target = URI.create("HTTPS://API.Example:443/a/%7eb?x=1#f");
    JsonNode claims = sign(key, "Purge", target, Optional.empty()).claims();
    assertThat(claims.get("htm").textValue()).isEqualTo("Purge");
    assertThat(claims.get("htu").textValue()).isEqualTo("https://api.example/a/~b");
    assertThat(claims.get("iat").isIntegralNumber()).isTrue();
    assertThat(claims.get("iat").longValue()).isEqualTo(NOW.getEpochSecond());
  }

  @Test
  @DisplayName("DPP-05, DPP-08: a thousand proofs, a thousand ids, 64 bytes of signature each")
  void no_two_proofs_are_the_same() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ReadProof proof = sign(key, "GET", API, Optional.of(TOKEN));
      ids.add(proof.claims().get("jti").textValue());
      assertThat(proof.signature()).hasSize(64);
    }
    assertThat(ids).hasSize(1000).allMatch(id -> id.matches("[A-Za-z0-9_-]{22}"));
  }

  @Test
  @DisplayName("DPP-09: a proof is small")
  void an_es256_proof_stays_under_700_bytes() {
    assertThat(signer.proof(key, new ProofRequest("shop", "GET", API, Optional.of(TOKEN))).reveal())
        .hasSizeLessThan(700);
  }

  @Test
  @DisplayName("DPN-01, DPN-05: the nonce that this server gave last")
  void a_known_nonce_is_sent_to_its_own_server_only() {
    nonces.learn("shop", Origin.of(API), List.of("n-1"), nonces.ticket());
    JsonNode claims = sign(key, "GET", API, Optional.empty()).claims();
    assertThat(claims.get("nonce").textValue()).isEqualTo("n-1");
    URI elsewhere = URI.create("https://op.example/token");
    assertThat(sign(key, "POST", elsewhere, Optional.empty()).claims().has("nonce")).isFalse();
  }

  @Test
  void a_target_in_plain_http_gets_no_proof() {
    URI plain = URI.create("http://api.example/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sign(key, "GET", plain, Optional.empty()));
  }

  private ReadProof sign(DpopKey with, String method, URI target, Optional<SecretText> token) {
    return ReadProof.of(
        signer.proof(with, new ProofRequest("shop", method, target, token)).reveal());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
