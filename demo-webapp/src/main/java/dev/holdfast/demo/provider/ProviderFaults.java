package dev.holdfast.demo.provider;

import dev.holdfast.demo.proof.Nonces;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the provider misbehave on command: a test's, or a person's at {@link TroublePage}.
 * Thread-safe; takes effect with the next request. What is counted in calls ends by itself,
 * everything else with {@link #clear()}.
 */
public final class ProviderFaults {

  /** A pause that {@link #clear()} cuts short. */
  private record Delay(Duration length, CountDownLatch ended) {
    static Delay none() {
      return new Delay(Duration.ZERO, new CountDownLatch(0));
    }
  }

  private final Nonces nonces;
  private final AtomicInteger failing = new AtomicInteger();
  private final AtomicInteger dropping = new AtomicInteger();
  private final AtomicInteger failureStatus = new AtomicInteger(503);
  private volatile Delay delay = Delay.none();
  private volatile boolean bearer;
  private volatile boolean discoveryDown;

  ProviderFaults(Nonces nonces) {
    this.nonces = nonces;
  }

  /** The token endpoint works at once but answers this much later. */
  public void delayTokenAnswers(Duration length) {
    release(new Delay(length, new CountDownLatch(1)));
  }

  /** The next token requests are answered with this status and are not carried out. */
  public void failTokenCalls(int calls, int status) {
    failureStatus.set(status);
    failing.set(calls);
  }

  /** The next token requests are carried out, but the connection closes without an answer. */
  public void dropTokenAnswers(int calls) {
    dropping.set(calls);
  }

  /** Token answers call their DPoP-bound token a Bearer token. RFC 9449 section 5 forbids that. */
  public void answerBearer() {
    bearer = true;
  }

  /** Discovery and key set answer 503. */
  public void takeDiscoveryDown() {
    discoveryDown = true;
  }

  /** Nonces given out so far are refused, once each: clients must take the new one and repeat. */
  public void forgetNonces() {
    nonces.forget();
  }

  /** Behave again. */
  public void clear() {
    failing.set(0);
    dropping.set(0);
    bearer = false;
    discoveryDown = false;
    release(Delay.none());
  }

  boolean discoveryIsDown() {
    return discoveryDown;
  }

  boolean answersBearer() {
    return bearer;
  }

  boolean takeFailure() {
    return take(failing);
  }

  boolean takeDrop() {
    return take(dropping);
  }

  int failureStatus() {
    return failureStatus.get();
  }

  void awaitDelay() throws InterruptedException {
    Delay now = delay;
    now.ended().await(now.length().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void release(Delay next) {
    Delay before = delay;
    delay = next;
    before.ended().countDown();
  }

  private static boolean take(AtomicInteger left) {
    return left.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0;
  }
}
