package dev.holdfast.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * A server that takes its turns with the others.
 *
 * @param cookies a {@code Cookie} header for each of its sessions
 * @param processes whose CPU time counts
 */
record Contender(String name, int port, List<String> cookies, List<Long> processes) {

  /** A load of the first so many of its sessions. */
  Load load(int connections, int sessions) throws IOException {
    return new Load(port, connections, cookies.subList(0, Math.min(sessions, cookies.size())));
  }

  /** The CPU time of so many requests, in seconds. */
  double time(Load load, int requests) throws Exception {
    double start = CpuTime.of(processes);
    load.run(requests);
    return CpuTime.of(processes) - start;
  }
}
