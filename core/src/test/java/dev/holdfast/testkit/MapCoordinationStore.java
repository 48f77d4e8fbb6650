package dev.holdfast.testkit;

import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SessionStoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Facts in a map that can break on command; several nodes of a test may share it. */
public final class MapCoordinationStore implements CoordinationStore {
  private final InstantSource time;
  private final Map<Fact, Entry> facts = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean broken;
  private int trips;

  private record Entry(Object value, Instant until) {
    byte[] bytes() {
      return ((byte[]) value).clone();
    }
  }

  /** No facts. */
  public MapCoordinationStore(InstantSource time) {
    this.time = time;
  }

  /** From now on every call fails, or none. */
  public void broken(boolean now) {
    broken = now;
  }

  /** How often a node has asked or told something. */
  public int trips() {
    lock.lock();
    try {
      return trips;
    } finally {
      lock.unlock();
    }
  }

  /** Everything that somebody with access to the store can read. */
  public String contents() {
    lock.lock();
    try {
      StringBuilder all = new StringBuilder();
      facts.forEach(
          (fact, entry) ->
              all.append(fact.name())
                  .append(' ')
                  .append(new String(entry.bytes(), StandardCharsets.ISO_8859_1))
                  .append(' '));
      return all.toString();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything, as a restart does. */
  public void forget() {
    lock.lock();
    try {
      facts.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Makes of every fact what no node has written. */
  public void garble() {
    lock.lock();
    try {
      facts.replaceAll((fact, entry) -> new Entry(new byte[] {(byte) 0xff}, entry.until()));
    } finally {
      lock.unlock();
    }
  }

  private void visit() {
    trips++;
    if (broken) {
      throw new SessionStoreException("broken on command");
    }
  }

  private byte @Nullable [] get(Fact fact) {
    Entry entry = facts.get(fact);
    return entry == null || !time.instant().isBefore(entry.until()) ? null : entry.bytes();
  }

  private void set(Fact fact, byte[] value, Duration life) {
    facts.put(fact, new Entry(value.clone(), time.instant().plus(life)));
  }

  @Override
  public boolean putIfAbsent(Fact fact, byte[] value, Duration life) {
    lock.lock();
    try {
      visit();
      if (get(fact) != null) {
        return false;
      }
      set(fact, value, life);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean replace(Fact fact, byte[] expected, byte[] next, Duration life) {
    lock.lock();
    try {
      visit();
      if (!Arrays.equals(get(fact), expected)) {
        return false;
      }
      set(fact, next, life);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(Fact fact, byte[] value, Duration life) {
    lock.lock();
    try {
      visit();
      set(fact, value, life);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Map<Fact, byte[]> getAll(Set<Fact> wanted) {
    lock.lock();
    try {
      visit();
      Map<Fact, byte[]> found = new HashMap<>();
      for (Fact fact : wanted) {
        byte[] value = get(fact);
        if (value != null) {
          found.put(fact, value);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean remove(Fact fact, byte[] expected) {
    lock.lock();
    try {
      visit();
      boolean same = Arrays.equals(get(fact), expected);
      if (same) {
        facts.remove(fact);
      }
      return same;
    } finally {
      lock.unlock();
    }
  }
}
