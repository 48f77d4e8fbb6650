package dev.holdfast.containers;

/**
 * A servlet container on a free port of 127.0.0.1, which speaks HTTP/1.1 and 2. It accepts doubtful
 * paths as far as filters get to see them as they came.
 */
interface Container extends AutoCloseable {

  /** What the one of this round of tests calls itself, up to its version. */
  static String name() {
    return System.getProperty("servlet.container", "none");
  }

  /** The one of this round of tests. */
  static Container open() {
    String product = name().split("[/ ]", 2)[0];
    return switch (product) {
      case "Apache" -> new TomcatContainer();
      case "jetty" -> isEe11() ? new JettyEe11Container() : new JettyContainer();
      case "Undertow" -> new UndertowContainer();
      default -> throw new IllegalStateException("-Dservlet.container is " + name());
    };
  }

  private static boolean isEe11() {
    return System.getProperty("servlet.container.ee", "10").equals("11");
  }

  /** Known before the application starts, so that its filter can be told. */
  int port();

  /** Starts the application at the root, with classes from here. */
  Deployment deploy(WebApplication application, ClassLoader classes);

  @Override
  void close();

  /** An application that runs. */
  interface Deployment extends AutoCloseable {
    @Override
    void close();
  }
}
