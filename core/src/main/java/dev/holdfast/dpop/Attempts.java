package dev.holdfast.dpop;

import dev.holdfast.dpop.RetryPlan.NextStep;
import java.util.EnumSet;
import java.util.Set;

/** Which second chances of one call are used up. Immutable. */
public record Attempts(Set<NextStep> used) {

  /** Copies the set. */
  public Attempts {
    used = Set.copyOf(used);
  }

  /** Before the first answer. */
  public static Attempts none() {
    return new Attempts(Set.of());
  }

  /** With one more chance taken. */
  public Attempts after(NextStep step) {
    Set<NextStep> next = EnumSet.of(step);
    next.addAll(used);
    return new Attempts(next);
  }
}
