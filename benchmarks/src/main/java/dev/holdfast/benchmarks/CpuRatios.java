package dev.holdfast.benchmarks;

import dev.holdfast.session.SealedSessionBenchmark;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * The benchmarks' ratios for a machine that has other work to do: what is compared takes turns in
 * one thread, and its CPU time is counted, not the clock's.
 */
public final class CpuRatios {
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 80;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private volatile Object sink = "";

  private CpuRatios() {}

  /** Prints one line for each comparison. */
  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // a program for the console
  public static void main(String[] arguments) throws Exception {
    CpuRatios ratios = new CpuRatios();
    PrintStream out = System.out;
    SealedSessionBenchmark session = new SealedSessionBenchmark();
    out.printf(
        "seal and open : cipher        %.2f%n",
        ratios.of(session::sealAndOpen, session::bareCipher, 600));
    out.printf(
        "open for claims : cipher      %.2f%n",
        ratios.of(session::openForClaims, session::bareCipher, 600));
    ProofBenchmark proofs = new ProofBenchmark();
    proofs.measureProof();
    out.printf(
        "proof : new Signature         %.3f%n",
        ratios.of(proofs::proof, proofs::bareSignature, 150));
    out.printf(
        "proof : kept Signature        %.3f%n",
        ratios.of(proofs::proof, proofs::bareKeptSignature, 150));
    out.printf(
        "read key, proof : Signature   %.3f%n",
        ratios.of(proofs::proofOfReadKey, proofs::bareSignature, 150));
  }

  /** The median CPU time of {@code ours} over that of {@code bare}. */
  private double of(Callable<?> ours, Callable<?> bare, int calls) throws Exception {
    double[] ourTimes = new double[ROUNDS];
    double[] bareTimes = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double ourTime = time(ours, calls);
      double bareTime = time(bare, calls);
      if (round >= 0) {
        ourTimes[round] = ourTime;
        bareTimes[round] = bareTime;
      }
    }
    return median(ourTimes) / median(bareTimes);
  }

  private double time(Callable<?> call, int calls) throws Exception {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      sink = call.call();
    }
    return threads.getCurrentThreadCpuTime() - start;
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
