package dev.holdfast.session;

import dev.holdfast.seal.KeyRing;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealKey;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A session to a sealed record and back, beside AES-256-GCM alone on the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class SealedSessionBenchmark {
  private static final SealScope SCOPE = new SealScope(Purpose.SESSION, "shop");

  private final RandomBytes random = RandomBytes.secure();
  private final SecretBytes secret = SecretBytes.of(random.next(32));
  private final Sealer sealer =
      new Sealer(
          KeyRing.of(List.of(new SealKey("2026-01", SecretBytes.of(random.next(32))))),
          random,
          InstantSource.fixed(SampleSession.now()));
  private final SessionCodec codec = new SessionCodec();
  private final Session session = SampleSession.make();
  private final BrowserLink link = SampleSession.link();
  private final byte[] plain = codec.encode(session, link);
  private final byte[] sealed = seal();
  private final SecretKeySpec bareKey = new SecretKeySpec(random.next(32), "AES");

  /** Encodes and seals, opens and decodes: every claim, every token, the key. */
  @Benchmark
  public List<Object> sealAndOpen() {
    Opened opened = sealer.open(SCOPE, secret, seal()).orElseThrow();
    Session read = codec.decode(opened.bytes()).orElseThrow().session();
    return List.of(read.claims(), read.tokens(), read.key());
  }

  /** What a request pays that asks for the user's claims only. */
  @Benchmark
  public Object openForClaims() {
    Opened opened = sealer.open(SCOPE, secret, sealed).orElseThrow();
    return codec.decode(opened.bytes()).orElseThrow().session().claims();
  }

  /** The encoding alone. */
  @Benchmark
  public byte[] encode() {
    return codec.encode(session, link);
  }

  /** The sealing and opening alone, without the encoding. */
  @Benchmark
  public Opened sealerOnly() {
    byte[] envelope = sealer.seal(SCOPE, secret, session.expiresAt(), plain);
    return sealer.open(SCOPE, secret, envelope).orElseThrow();
  }

  /** The least that keeps the same bytes secret: one kept key, a random IV. */
  @Benchmark
  public byte[] bareCipher() throws GeneralSecurityException {
    byte[] iv = random.next(12);
    return cipher(Cipher.DECRYPT_MODE, iv).doFinal(cipher(Cipher.ENCRYPT_MODE, iv).doFinal(plain));
  }

  private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, bareKey, new GCMParameterSpec(128, iv));
    return cipher;
  }

  private byte[] seal() {
    return sealer.seal(SCOPE, secret, session.expiresAt(), codec.encode(session, link));
  }
}
