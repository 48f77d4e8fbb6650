package dev.holdfast.demo;

import java.nio.file.Path;
import java.util.List;

/** Starts the demo from the command line: read this first. */
public final class DemoServer {
  private DemoServer() {}

  /** Runs until the process is stopped; exits with 1 if it cannot start. */
  @SuppressWarnings("checkstyle:RegexpSinglelineJava") // A command talks to whoever typed it.
  public static void main(String... words) {
    if (List.of(words).contains("--help")) {
      System.out.println(Arguments.USAGE);
      return;
    }
    try {
      Demo demo = start(Arguments.parse(words));
      Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "goodbye"));
      demo.greeting().forEach(System.out::println);
    } catch (CannotStartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static Demo start(Arguments arguments) throws CannotStartException {
    Path file = arguments.settings();
    return file == null
        ? OwnProviderDemo.start(arguments)
        : AnyProviderDemo.start(file, arguments.nodes());
  }
}
