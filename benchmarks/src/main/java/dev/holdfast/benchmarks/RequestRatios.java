package dev.holdfast.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an authenticated request costs: the CPU time of the server's process and of its store's,
 * over that of the bare servlet. All take turns; each ratio is taken inside one round, and the
 * median of the rounds is printed. For Linux.
 */
public final class RequestRatios {
  private static final int SESSIONS = 1000;
  private static final int WARM_UP = 8;
  private static final int REQUESTS = 32_000;

  private final int rounds = Integer.getInteger("rounds", 15);
  private final List<AutoCloseable> closing = new ArrayList<>();

  private RequestRatios() {}

  /**
   * Measures and prints.
   *
   * @param arguments the stores to measure; none for all
   */
  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of("memory", "cookie", "redis", "h2", "postgresql");
    new RequestRatios().measure(arguments.length == 0 ? all : List.of(arguments));
    System.exit(0); // some of the servers leave threads behind
  }

  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // a program for the console
  private void measure(List<String> stores) throws Exception {
    PrintStream out = System.out;
    try {
      List<Contender> contenders = start(stores);
      double[] spread = ratios(contenders, 8, SESSIONS);
      double[] hot = ratios(contenders, 32, 1);
      out.println("| | 1000 sessions, 8 connections | one session, 32 connections |");
      out.println("|---|---|---|");
      for (int i = 0; i < contenders.size(); i++) {
        out.printf("| %s | %.2f | %.2f |%n", contenders.get(i).name(), spread[i], hot[i]);
      }
    } finally {
      for (AutoCloseable each : closing) {
        each.close();
      }
    }
  }

  /** The first is the bare servlet. */
  private List<Contender> start(List<String> stores) throws Exception {
    List<Contender> contenders = new ArrayList<>();
    contenders.add(bare("bare", List.of("nobody=1")));
    for (String name : stores) {
      StoreServer store = closing(StoreServer.of(name));
      ServerProcess server = closing(ServerProcess.behindFilter(SESSIONS, store.settings()));
      List<Long> processes = new ArrayList<>(store.processes());
      processes.add(server.pid());
      if (name.equals("cookie")) {
        contenders.add(bare("bare, with the same cookies", server.cookies()));
      }
      contenders.add(new Contender(name, server.port(), server.cookies(), processes));
    }
    return contenders;
  }

  private Contender bare(String name, List<String> cookies) throws Exception {
    ServerProcess server = closing(ServerProcess.bare());
    return new Contender(name, server.port(), cookies, List.of(server.pid()));
  }

  /** What is opened last is closed first. */
  private <T extends AutoCloseable> T closing(T resource) {
    closing.add(0, resource);
    return resource;
  }

  private double[] ratios(List<Contender> contenders, int connections, int sessions)
      throws Exception {
    List<Load> loads = new ArrayList<>();
    for (Contender each : contenders) {
      loads.add(closing(each.load(connections, sessions)));
    }
    double[][] found = new double[contenders.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double bare = contenders.get(0).time(loads.get(0), REQUESTS);
      for (int i = 0; i < loads.size(); i++) {
        double time = i == 0 ? bare : contenders.get(i).time(loads.get(i), REQUESTS);
        found[i][Math.max(round, 0)] = time / bare;
      }
    }
    return Arrays.stream(found).mapToDouble(RequestRatios::median).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
