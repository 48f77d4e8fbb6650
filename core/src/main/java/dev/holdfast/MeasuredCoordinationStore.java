package dev.holdfast;

import dev.holdfast.event.Listeners;
import dev.holdfast.event.StoreOperation;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Any store of facts, with its calls measured. */
final class MeasuredCoordinationStore implements CoordinationStore {
  private final CoordinationStore store;
  private final StoreCalls calls;

  MeasuredCoordinationStore(CoordinationStore store, Listeners listeners) {
    this.store = store;
    this.calls = new StoreCalls(listeners, store);
  }

  @Override
  public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
    return calls.made(
        StoreOperation.FACT_PUT_IF_ABSENT,
        () -> store.putIfAbsent(fact, value, life),
        done -> done);
  }

  @Override
  public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
    return calls.made(
        StoreOperation.FACT_REPLACE, () -> store.replace(fact, expected, next, life), done -> done);
  }

  @Override
  public void put(Fact fact, byte[] value, Duration life) {
    calls.done(
        StoreOperation.FACT_PUT,
        () -> {
          store.put(fact, value, life);
          return fact;
        });
  }

  @Override
  public Map<Fact, byte[]> getAll(Set<Fact> facts) {
    return calls.done(StoreOperation.FACT_GET, () -> store.getAll(facts));
  }

  @Override
  public boolean remove(Fact fact, byte[] expected) {
    return calls.made(StoreOperation.FACT_REMOVE, () -> store.remove(fact, expected), done -> done);
  }

  @Override
  public boolean isShared() {
    return store.isShared();
  }

  @Override
  public void close() {
    store.close();
  }
}
