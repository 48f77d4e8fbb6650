package dev.holdfast.demo;

import dev.holdfast.demo.provider.ProviderSettings;
import java.time.Duration;
import java.util.Collections;

/** Whole demos on free ports. */
final class Demos {
  private Demos() {}

  static OwnProviderDemo start(String store, Duration accessTokenLife) {
    return start(store, ProviderSettings.builder().accessTokenLife(accessTokenLife));
  }

  static OwnProviderDemo start(String store, ProviderSettings.Builder rules) {
    return start(freePorts(store), rules);
  }

  /** One node, on a store of any kind. */
  static OwnProviderDemo start(DemoStore store, Duration accessTokenLife) {
    return start(freePorts(store, 1), ProviderSettings.builder().accessTokenLife(accessTokenLife));
  }

  /** Two nodes side by side. */
  static OwnProviderDemo startTwoNodes(DemoStore store, Duration accessTokenLife) {
    return start(freePorts(store, 2), ProviderSettings.builder().accessTokenLife(accessTokenLife));
  }

  static Arguments freePorts(String store) {
    return freePorts(
        switch (store) {
          case "memory" -> DemoStore.memory();
          case "cookie" -> DemoStore.cookie();
          case "h2" -> TestStore.h2().store();
          default -> throw new AssertionError("needs more than a name: " + store);
        },
        1);
  }

  private static Arguments freePorts(DemoStore store, int nodes) {
    Listening free = Listening.http(0);
    return new Arguments(null, store, Collections.nCopies(nodes, free), 0, 0);
  }

  private static OwnProviderDemo start(Arguments arguments, ProviderSettings.Builder rules) {
    try {
      return OwnProviderDemo.start(arguments, rules);
    } catch (CannotStartException e) {
      throw new AssertionError(e);
    }
  }
}
