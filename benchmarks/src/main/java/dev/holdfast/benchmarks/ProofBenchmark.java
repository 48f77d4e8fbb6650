package dev.holdfast.benchmarks;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ProofRequest;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A DPoP proof with an access token, beside the bare signature over as many bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProofBenchmark {
  private static final String ES256 = "SHA256withECDSA";

  private final RandomBytes random = RandomBytes.secure();
  private final DpopSigner signer =
      new DpopSigner(new NonceMemory(16), new ServerClocks(InstantSource.system()), random);
  private final DpopKey key = DpopKey.generate(DpopAlgorithm.ES256);
  private final byte[] keyBytes = key.toBytes();
  private final ProofRequest request =
      new ProofRequest(
          "shop",
          "GET",
          URI.create("https://api.example.com/orders?page=2"),
          Optional.of(SecretText.of(random.text(900))));

  private final PrivateKey bareKey = newKey();
  private final Signature keptSignature = signature();
  private byte[] input = new byte[0];

  /** Takes as many bytes as a proof signs: all before the last dot. */
  @Setup
  public void measureProof() {
    String proof = signer.proof(key, request).reveal();
    input = random.next(proof.lastIndexOf('.'));
  }

  /** A proof by a key that has signed before: the second and later calls of a request. */
  @Benchmark
  public SecretText proof() {
    return signer.proof(key, request);
  }

  /** A proof by a key that was just read from a session. */
  @Benchmark
  public SecretText proofOfReadKey() {
    return signer.proof(DpopKey.fromBytes(keyBytes), request);
  }

  /** The bare signature, its object made anew as the proof's is. */
  @Benchmark
  public byte[] bareSignature() throws GeneralSecurityException {
    return sign(signature());
  }

  /** The bare signature, its object kept: only for a single thread. */
  @Benchmark
  public byte[] bareKeptSignature() throws GeneralSecurityException {
    return sign(keptSignature);
  }

  private byte[] sign(Signature signature) throws GeneralSecurityException {
    signature.initSign(bareKey);
    signature.update(input);
    return signature.sign();
  }

  private static Signature signature() {
    try {
      return Signature.getInstance(ES256);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ES256, e);
    }
  }

  private static PrivateKey newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
