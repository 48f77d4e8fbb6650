package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisException;

/** Commands overlap: what counts is the state in which one began. */
class ReachabilityTest {
  private final JedisException gone = new JedisException("gone");

  private final Reachability reachability = new Reachability();

  @Test
  void an_answer_from_before_an_outage_does_not_end_it() {
    try (LogLines lines = new LogLines()) {
      Reachability.Phase early = reachability.now();
      reachability.failed(reachability.now(), gone);
      reachability.answered(early);
      reachability.failed(reachability.now(), gone);

      assertThat(lines.read()).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
    }
  }

  @Test
  void a_failure_from_before_the_return_begins_no_other_outage() {
    try (LogLines lines = new LogLines()) {
      reachability.failed(reachability.now(), gone);
      Reachability.Phase late = reachability.now();
      reachability.answered(reachability.now());
      reachability.failed(late, gone);

      assertThat(lines.read())
          .extracting(ILoggingEvent::getLevel)
          .containsExactly(Level.WARN, Level.INFO);
    }
  }
}
