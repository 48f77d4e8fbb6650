package dev.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The CPU time of other processes, user and system, as Linux counts it. */
final class CpuTime {
  /** What {@code getconf CLK_TCK} answers on every Linux of today. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Path PROCESSES = Path.of("/proc");
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int USER_OF_REAPED = 13;
  private static final int SYSTEM_OF_REAPED = 14;

  private CpuTime() {}

  /**
   * In seconds since their start: of these processes and all below them, those included that have
   * ended.
   */
  static double of(List<Long> processes) throws IOException {
    double sum = 0;
    for (long process : processes) {
      sum += withDescendants(process);
    }
    return sum;
  }

  private static double withDescendants(long process) throws IOException {
    String[] stat = stat(process);
    double sum = ticks(stat, USER, SYSTEM, USER_OF_REAPED, SYSTEM_OF_REAPED) / TICKS_PER_SECOND;
    for (long child : children(process)) {
      sum += withDescendants(child);
    }
    return sum;
  }

  private static List<Long> children(long parent) throws IOException {
    try (Stream<Path> entries = Files.list(PROCESSES)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .map(Long::valueOf)
          .filter(process -> isChild(process, parent))
          .toList();
    }
  }

  private static boolean isChild(long process, long parent) {
    try {
      return stat(process)[PARENT].equals(Long.toString(parent));
    } catch (IOException e) {
      return false; // it has ended since
    }
  }

  /** What follows the name in {@code /proc/<pid>/stat}: the state, the parent, and so on. */
  private static String[] stat(long process) throws IOException {
    String line = Files.readString(PROCESSES.resolve(Long.toString(process)).resolve("stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }

  private static long ticks(String[] stat, int... fields) {
    long sum = 0;
    for (int field : fields) {
      sum += Long.parseLong(stat[field]);
    }
    return sum;
  }
}
