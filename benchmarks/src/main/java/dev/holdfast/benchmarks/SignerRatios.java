package dev.holdfast.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What each signer of proofs costs and gains, on a machine that has other work to do: all take
 * turns in one thread, and CPU time is counted, not the clock's.
 */
public final class SignerRatios {
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 80;
  private static final int CALLS_BETWEEN_LOOKS = 5;

  /** CPU time of one turn; long beside the clock's step. */
  private static final long TURN_NANOS = 10_000_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private SignerRatios() {}

  /** One kind of work, and what it took. */
  private static final class Timed {
    private final Callable<?> work;
    private final double[] times = new double[ROUNDS];
    private volatile Object sink = "";

    Timed(Callable<?> work) {
      this.work = work;
    }

    void turn(int round) throws Exception {
      long start = THREADS.getCurrentThreadCpuTime();
      long spent = 0;
      int calls = 0;
      while (spent < TURN_NANOS) {
        for (int i = 0; i < CALLS_BETWEEN_LOOKS; i++) {
          sink = work.call();
        }
        calls += CALLS_BETWEEN_LOOKS;
        spent = THREADS.getCurrentThreadCpuTime() - start;
      }
      if (round >= 0) {
        times[round] = (double) spent / calls;
      }
    }

    /** How many times as long as the other, by medians. */
    double over(Timed other) {
      return median() / other.median();
    }

    private double median() {
      double[] sorted = times.clone();
      Arrays.sort(sorted);
      return sorted[ROUNDS / 2];
    }
  }

  /** What is compared of one signer. */
  private record Signer(String name, Timed proof, Timed proofOfReadKey, Timed bare) {
    static Signer of(String name) {
      SignerBenchmark benchmark = SignerBenchmark.of(name);
      return new Signer(
          name,
          new Timed(benchmark::proof),
          new Timed(benchmark::proofOfReadKey),
          new Timed(benchmark::bareSignature));
    }

    Stream<Timed> parts() {
      return Stream.of(proof, proofOfReadKey, bare);
    }
  }

  /** Prints the ratios of each signer. */
  public static void main(String[] arguments) throws Exception {
    Signer jdk = Signer.of(SignerBenchmark.JDK);
    List<Signer> signers =
        List.of(jdk, Signer.of(SignerBenchmark.CORRETTO), Signer.of(SignerBenchmark.CONSCRYPT));
    List<Timed> all = signers.stream().flatMap(Signer::parts).toList();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Timed part : all) {
        part.turn(round);
      }
    }
    signers.forEach(signer -> print(signer, jdk));
  }

  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // a program for the console
  private static void print(Signer signer, Signer jdk) {
    PrintStream out = System.out;
    out.println(signer.name());
    out.printf("  proof : bare signature            %.2f%n", signer.proof().over(signer.bare()));
    out.printf(
        "  read key, proof : bare signature  %.2f%n", signer.proofOfReadKey().over(signer.bare()));
    out.printf("  the JDK's bare signature : its    %.1f%n", jdk.bare().over(signer.bare()));
    out.printf("  the JDK's proof : its             %.1f%n", jdk.proof().over(signer.proof()));
    out.printf(
        "  the JDK's read key, proof : its   %.1f%n",
        jdk.proofOfReadKey().over(signer.proofOfReadKey()));
  }
}
