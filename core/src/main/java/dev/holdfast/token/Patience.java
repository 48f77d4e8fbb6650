package dev.holdfast.token;

import java.time.Duration;

/** How long a caller waits for a token. Asked anew before each wait, so that several share one. */
@FunctionalInterface
public interface Patience {

  /** What is left of it; beyond {@link TokenRefresher#PATIENCE} nobody waits. */
  Duration left();
}
