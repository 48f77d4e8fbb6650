package dev.holdfast.session;

import java.time.Duration;

/**
 * The right to be the only one, among all nodes, to do something for a while. Counts its own time
 * on the monotonic clock from before it was asked for, so it never believes itself longer than the
 * store does.
 */
public final class Lease implements AutoCloseable {
  private final Leases home;
  private final Fact name;
  private final byte[] owner;
  private final long until;

  Lease(Leases home, Fact name, byte[] owner, long until) {
    this.home = home;
    this.name = name;
    this.owner = owner;
    this.until = until;
  }

  /** What is left of it; zero once it is over. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, until - home.now()));
  }

  /** Gives it back, unless it is over and somebody else has it. */
  @Override
  public void close() {
    home.giveBack(name, owner);
  }
}
