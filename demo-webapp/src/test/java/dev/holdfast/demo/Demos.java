package dev.holdfast.demo;

import dev.holdfast.demo.provider.ProviderSettings;
import java.time.Duration;

/** Whole demos on free ports. */
final class Demos {
  private Demos() {}

  static OwnProviderDemo start(String store, Duration accessTokenLife) {
    return start(store, ProviderSettings.builder().accessTokenLife(accessTokenLife));
  }

  static OwnProviderDemo start(String store, ProviderSettings.Builder rules) {
    try {
      return OwnProviderDemo.start(freePorts(store), rules);
    } catch (CannotStartException e) {
      throw new AssertionError(e);
    }
  }

  static Arguments freePorts(String store) {
    return new Arguments(null, store, Listening.http(0), 0, 0);
  }
}
