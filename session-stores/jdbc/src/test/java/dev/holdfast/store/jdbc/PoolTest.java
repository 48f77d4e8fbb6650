package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long somebody waits for a connection that is not to be had. */
class PoolTest {
  private final Connections pool =
      Pool.open(
          new PoolOrder(
              "jdbc:h2:mem:pool", Optional.empty(), Optional.empty(), 1, Duration.ofMillis(250)));

  @AfterEach
  void close() throws Exception {
    pool.close();
  }

  @Test
  @DisplayName("SES-13: a request waits for a connection no longer than the time limit")
  void a_request_waits_for_a_connection_no_longer_than_the_time_limit() throws SQLException {
    pool.started();
    assertThat(waitWithoutHope()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
  }

  @Test
  void the_start_waits_longer() throws SQLException {
    assertThat(waitWithoutHope()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** While somebody else has the only connection. */
  private Duration waitWithoutHope() throws SQLException {
    try (Connection other = pool.open()) {
      assertThat(other.isClosed()).isFalse();
      long begin = System.nanoTime();
      assertThatThrownBy(pool::open).isInstanceOf(SQLException.class);
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }
}
