package dev.holdfast.event;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens to one client. Thread-safe; with no listener it costs nothing to tell. */
public final class Listeners {
  private static final Logger LOG = LoggerFactory.getLogger("dev.holdfast.event");

  private final String registration;
  private final List<OidcListener> all;
  private final List<OidcListener> ofCalls;
  private final LongSupplier nanoTime;
  private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

  /**
   * Those of a client.
   *
   * @param registration the client's name
   * @param nanoTime the monotonic clock, for how long things take
   */
  public Listeners(String registration, List<OidcListener> all, LongSupplier nanoTime) {
    this.registration = registration;
    this.all = List.copyOf(all);
    this.ofCalls = this.all.stream().filter(OidcListener::hearsCalls).toList();
    this.nanoTime = nanoTime;
  }

  /** Nobody. */
  public static Listeners none(String registration) {
    return new Listeners(registration, List.of(), System::nanoTime);
  }

  /** The name of the client. */
  public String registration() {
    return registration;
  }

  /** Whether anybody wants to know of calls: if not, they need not be measured. */
  public boolean hearCalls() {
    return !ofCalls.isEmpty();
  }

  /** The monotonic clock. */
  public long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** How long ago that was by the monotonic clock. */
  public Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /** Tells everybody; returns normally whatever they do. */
  public void tell(OidcEvent event) {
    boolean call =
        event instanceof OidcEvent.StoreCalled || event instanceof OidcEvent.ProviderCalled;
    for (OidcListener listener : call ? ofCalls : all) {
      tell(listener, event);
    }
  }

  private void tell(OidcListener listener, OidcEvent event) {
    try {
      listener.heard(event);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) { // not only exceptions: a listener may lack a jar
      if (failed.add(listener.getClass())) {
        LOG.warn("listener {} failed; what it throws is not logged again", listener.getClass(), e);
      }
    }
  }
}
