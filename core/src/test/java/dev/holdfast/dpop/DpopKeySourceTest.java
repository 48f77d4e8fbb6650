package dev.holdfast.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.config.DpopAlgorithm;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DpopKeySourceTest {
  private static final KeyRequest REQUEST =
      new KeyRequest("shop", URI.create("https://op.example"), "5ac1");

  @Test
  @DisplayName("DPK-01: two logins, two keys")
  void a_session_has_a_key_of_its_own() {
    DpopKeySource keys = DpopKeySource.perSession(DpopAlgorithm.ES256);
    assertThat(keys.key(REQUEST)).isNotEqualTo(keys.key(REQUEST));
  }

  @Test
  void a_configured_key_serves_every_login() {
    DpopKey key = DpopKey.generate(DpopAlgorithm.EDDSA);
    DpopKeySource keys = DpopKeySource.configured(key);
    assertThat(keys.key(REQUEST)).isSameAs(key).isSameAs(keys.key(REQUEST));
  }

  @Test
  @Timeout(60)
  @DisplayName("DPK-02: RSA keys have 2048 bits or more")
  void an_rsa_key_comes_from_the_pool() {
    try (DpopKeySource keys = DpopKeySource.perSession(DpopAlgorithm.PS256)) {
      DpopKey key = keys.key(REQUEST);
      assertThat(KeyBytes.read(key.toBytes(), DpopAlgorithm.PS256).size()).isEqualTo(2048);
      assertThat(keys.key(REQUEST)).isNotEqualTo(key);
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("DPK-07: the asking thread makes no key")
  void keys_are_made_on_a_thread_that_does_not_keep_the_process_alive() {
    Queue<Thread> makers = new ConcurrentLinkedQueue<>();
    try (RsaKeyPool pool = RsaKeyPool.start(() -> made(makers), 2)) {
      for (int i = 0; i < 5; i++) {
        pool.key(REQUEST);
      }
    }
    assertThat(makers).hasSizeGreaterThanOrEqualTo(5).doesNotContain(Thread.currentThread());
    assertThat(makers).allMatch(Thread::isDaemon);
  }

  private static DpopKey made(Queue<Thread> makers) {
    makers.add(Thread.currentThread());
    return DpopKey.generate(DpopAlgorithm.ES256);
  }

  @Test
  @Timeout(60)
  void closing_ends_the_thread() throws InterruptedException {
    Queue<Thread> makers = new ConcurrentLinkedQueue<>();
    RsaKeyPool pool = RsaKeyPool.start(() -> made(makers), 1);
    pool.key(REQUEST);
    pool.close();
    Thread maker = makers.element();
    maker.join();
    assertThat(maker.isAlive()).isFalse();
  }

  @Test
  @Timeout(60)
  void an_interrupted_wait_is_refused_and_stays_interrupted() {
    CountDownLatch never = new CountDownLatch(1);
    try (RsaKeyPool pool = RsaKeyPool.start(() -> blocked(never), 1)) {
      Thread.currentThread().interrupt();
      assertThatIllegalStateException().isThrownBy(() -> pool.key(REQUEST));
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      never.countDown();
    }
  }

  private static DpopKey blocked(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DpopKey.generate(DpopAlgorithm.ES256);
  }
}
