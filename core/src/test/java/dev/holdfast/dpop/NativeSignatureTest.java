package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.JcaProviderName;
import dev.holdfast.secret.RandomBytes;
import java.net.URI;
import java.security.Security;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs by the native providers, as others verify them. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class NativeSignatureTest {
  private static final URI API = URI.create("https://api.example/orders");
  private static final String CORRETTO = "AmazonCorrettoCryptoProvider";
  private static final String CONSCRYPT = "Conscrypt";

  private static Stream<Arguments> everything() {
    return Stream.of(CORRETTO, CONSCRYPT)
        .flatMap(
            provider ->
                Arrays.stream(DpopAlgorithm.values())
                    .map(algorithm -> Arguments.of(provider, algorithm)));
  }

  private static DpopSigner signer(String provider, DpopAlgorithm algorithm) {
    return new DpopSigner(
        new NonceMemory(10),
        new ServerClocks(InstantSource.system()),
        RandomBytes.secure(),
        ProofSignatures.choose(
            new JcaProviderName(provider), List.of(algorithm), DpopKey::generate));
  }

  private static String proof(DpopSigner signer, DpopKey key) {
    return signer.proof(key, new ProofRequest("shop", "GET", API, Optional.empty())).reveal();
  }

  @ParameterizedTest
  @MethodSource("everything")
  @DisplayName("DPP-01, DPP-08: the JDK and a JOSE library find the same signatures right")
  void proofs_hold_for_whoever_verifies_them(String provider, DpopAlgorithm algorithm)
      throws Exception {
    DpopSigner signer = signer(provider, algorithm);
    DpopKey key = DpopKey.fromBytes(DpopKey.generate(algorithm).toBytes());
    for (int i = 0; i < 3; i++) {
      String proof = proof(signer, key);
      ReadProof read = ReadProof.of(proof);
      assertThat(read.signatureHolds()).isTrue();
      assertThat(read.thumbprint()).isEqualTo(key.thumbprint());
      SignedJWT jwt = SignedJWT.parse(proof);
      assertThat(jwt.verify(verifier(jwt.getHeader().getJWK()))).isTrue();
    }
  }

  private static JWSVerifier verifier(JWK key) throws Exception {
    if (key instanceof ECKey ec) {
      return new ECDSAVerifier(ec);
    }
    return key instanceof OctetKeyPair okp
        ? new Ed25519Verifier(okp)
        : new RSASSAVerifier(key.toRSAKey());
  }

  @ParameterizedTest
  @CsvSource({
    CORRETTO + ",ES256,64",
    CORRETTO + ",ES384,96",
    "Conscrypt,ES256,64",
    "Conscrypt,ES384,96"
  })
  @DisplayName("DPP-08: a thousand signatures, R and S in full length each")
  void an_ecdsa_signature_has_one_length(String provider, DpopAlgorithm algorithm, int length) {
    DpopSigner signer = signer(provider, algorithm);
    DpopKey key = DpopKey.generate(algorithm);
    for (int i = 0; i < 1000; i++) {
      assertThat(ReadProof.of(proof(signer, key)).signature()).hasSize(length);
    }
  }

  @ParameterizedTest
  @CsvSource({CORRETTO, CONSCRYPT})
  void every_key_survives_becoming_the_providers_own(String provider) {
    DpopSigner signer = signer(provider, DpopAlgorithm.ES256);
    for (int i = 0; i < 50; i++) {
      assertThat(ReadProof.of(proof(signer, newKey())).signatureHolds()).isTrue();
    }
    DpopKey shortened =
        Stream.generate(NativeSignatureTest::newKey)
            .filter(key -> key.toBytes()[1] == 0) // its scalar begins with zeros
            .findFirst()
            .orElseThrow();
    assertThat(ReadProof.of(proof(signer, shortened)).signatureHolds()).isTrue();
  }

  private static DpopKey newKey() {
    return DpopKey.generate(DpopAlgorithm.ES256);
  }

  @ParameterizedTest
  @MethodSource("everything")
  void many_threads_sign_with_one_key_that_none_has_used_before(
      String provider, DpopAlgorithm algorithm) throws Exception {
    DpopSigner signer = signer(provider, algorithm);
    DpopKey key = DpopKey.generate(algorithm);
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      Callable<List<String>> work =
          () -> Stream.generate(() -> proof(signer, key)).limit(8).toList();
      List<String> proofs = new ArrayList<>();
      for (Future<List<String>> made : threads.invokeAll(Collections.nCopies(32, work))) {
        proofs.addAll(made.get());
      }
      assertThat(proofs).hasSize(256).doesNotHaveDuplicates();
      assertThat(proofs).allMatch(proof -> ReadProof.of(proof).signatureHolds());
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({CORRETTO, CONSCRYPT})
  void nothing_is_registered_with_the_platform(String provider) {
    proof(signer(provider, DpopAlgorithm.ES256), DpopKey.generate(DpopAlgorithm.ES256));
    assertThat(Security.getProvider(provider)).isNull();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void a_key_is_bound_to_no_provider(String provider, DpopAlgorithm algorithm) {
    DpopKey key = DpopKey.generate(algorithm);
    byte[] before = key.toBytes();
    proof(signer(provider, algorithm), key);
    assertThat(key.toBytes()).isEqualTo(before);
    DpopSigner platform =
        new DpopSigner(
            new NonceMemory(10), new ServerClocks(InstantSource.system()), RandomBytes.secure());
    assertThat(ReadProof.of(proof(platform, key)).signatureHolds()).isTrue();
  }
}
