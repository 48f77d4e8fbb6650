package dev.holdfast.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.JcaProviderName;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ProofRequest;
import dev.holdfast.dpop.ProofSignatures;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretText;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.conscrypt.Conscrypt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** ES256 proofs by each signer, beside the bare signature by the same. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignerBenchmark {
  static final String JDK = "jdk";
  static final String CORRETTO = "AmazonCorrettoCryptoProvider";
  static final String CONSCRYPT = "Conscrypt";

  /** What {@code dpop-jca-provider} says. */
  @Param({JDK, CORRETTO, CONSCRYPT})
  public String signer = JDK;

  private final RandomBytes random = RandomBytes.secure();
  private final DpopKey key = DpopKey.generate(DpopAlgorithm.ES256);
  private final byte[] keyBytes = key.toBytes();
  private final ProofRequest request =
      new ProofRequest(
          "shop",
          "GET",
          URI.create("https://api.example.com/orders?page=2"),
          Optional.of(SecretText.of(random.text(900))));

  private DpopSigner proofs = signerBy(JcaProviderName.JDK);
  private Provider bareProvider = Security.getProvider("SunEC");
  private PrivateKey bareKey = newKey(bareProvider);
  private byte[] input = new byte[0];

  /** A benchmark without the framework. */
  static SignerBenchmark of(String signer) {
    SignerBenchmark benchmark = new SignerBenchmark();
    benchmark.signer = signer;
    benchmark.choose();
    return benchmark;
  }

  /** Takes the signer, a key of its own, and as many bytes as a proof signs. */
  @Setup
  public void choose() {
    proofs = signerBy(new JcaProviderName(signer));
    bareProvider =
        switch (signer) {
          case CORRETTO -> AmazonCorrettoCryptoProvider.INSTANCE;
          case CONSCRYPT -> Conscrypt.newProvider();
          default -> Security.getProvider("SunEC");
        };
    bareKey = newKey(bareProvider);
    String proof = proof().reveal();
    input = random.next(proof.lastIndexOf('.'));
  }

  private DpopSigner signerBy(JcaProviderName name) {
    return new DpopSigner(
        new NonceMemory(16),
        new ServerClocks(InstantSource.system()),
        random,
        ProofSignatures.choose(name, List.of(DpopAlgorithm.ES256), DpopKey::generate));
  }

  private static PrivateKey newKey(Provider provider) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every provider here has P-256", e);
    }
  }

  /** A proof by a key that has signed before: the second and later calls of a request. */
  @Benchmark
  public SecretText proof() {
    return proofs.proof(key, request);
  }

  /** A proof by a key that was just read from a session. */
  @Benchmark
  public SecretText proofOfReadKey() {
    return proofs.proof(DpopKey.fromBytes(keyBytes), request);
  }

  /** The bare signature by a key of the provider's own. */
  @Benchmark
  public byte[] bareSignature() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA", bareProvider);
    signature.initSign(bareKey);
    signature.update(input);
    return signature.sign();
  }
}
