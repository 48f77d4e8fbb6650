package dev.holdfast.servlet;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What nodes tell one another, which can be taken away. */
final class BreakableFacts implements CoordinationStore {
  private final CoordinationStore facts;
  private volatile boolean broken;

  BreakableFacts(CoordinationStore facts) {
    this.facts = facts;
  }

  void breakDown() {
    broken = true;
  }

  void repair() {
    broken = false;
  }

  private CoordinationStore reached() {
    if (broken) {
      throw new SessionStoreException("broken for a test");
    }
    return facts;
  }

  @Override
  public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
    return reached().putIfAbsent(fact, value, life);
  }

  @Override
  public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
    return reached().replace(fact, expected, next, life);
  }

  @Override
  public void put(Fact fact, byte[] value, Duration life) {
    reached().put(fact, value, life);
  }

  @Override
  public Map<Fact, byte[]> getAll(Set<Fact> asked) {
    return reached().getAll(asked);
  }

  @Override
  public boolean remove(Fact fact, byte[] expected) {
    return reached().remove(fact, expected);
  }

  @Override
  public boolean isShared() {
    return facts.isShared();
  }

  @Override
  public void close() {
    facts.close();
  }
}
