package dev.holdfast.testkit;

import dev.holdfast.event.OidcEvent;
import dev.holdfast.event.OidcListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers everything, calls too. */
public final class HeardEvents implements OidcListener {
  private final List<OidcEvent> heard = new CopyOnWriteArrayList<>();

  @Override
  public void heard(OidcEvent event) {
    heard.add(event);
  }

  @Override
  public boolean hearsCalls() {
    return true;
  }

  /** Everything, in the order heard. */
  public List<OidcEvent> all() {
    return List.copyOf(heard);
  }

  /** What was heard of one kind. */
  public <E extends OidcEvent> List<E> of(Class<E> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits until something of this kind was heard: what comes behind an answer comes later. */
  public <E extends OidcEvent> E await(Class<E> kind) {
    Eventually.holds(kind.getSimpleName() + " was heard", () -> !of(kind).isEmpty());
    return of(kind).get(0);
  }

  /** Forgets what was heard so far. */
  public void forget() {
    heard.clear();
  }
}
