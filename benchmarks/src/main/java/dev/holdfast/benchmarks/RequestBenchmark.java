package dev.holdfast.benchmarks;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An authenticated request over a socket, beside the same request to a bare servlet. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class RequestBenchmark {
  /** What stands in front of the servlet. */
  @Param({"bare", "memory", "cookie"})
  public String variant = "bare";

  private @Nullable RequestRig rig;

  /** Starts server and connection. */
  @Setup
  public void start() throws Exception {
    rig = variant.equals("bare") ? RequestRig.bare() : RequestRig.behindFilter(variant);
  }

  /** One request. */
  @Benchmark
  public int request() throws Exception {
    return Objects.requireNonNull(rig).ask();
  }

  /** Ends them. */
  @TearDown
  public void stop() throws Exception {
    Objects.requireNonNull(rig).close();
  }
}
