package dev.holdfast.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users of Redis with few rights, and strangers. */
class AccessTest {
  private static final GroupKey GROUP = new GroupKey("g");
  private static SingleServer server;

  @BeforeAll
  static void start() {
    server =
        SingleServer.started(
            "user default off",
            "user shop on >marker ~holdfast:* +@read +@write +@scripting +time +ping");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SessionStore store(String user, String password) {
    return Stores.sessions(
        Map.of(
            "session-store.redis.uri",
            server.uri(),
            "session-store.redis.user",
            user,
            "session-store.redis.password",
            password,
            "session-store.redis.time-limit",
            "5s"));
  }

  private static SealedRecord record() {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return new SealedRecord(new byte[] {1}, end, end, Set.of(GROUP), new byte[0]);
  }

  @Test
  void a_user_with_no_more_rights_than_needed_is_enough() {
    try (LogLines lines = new LogLines();
        SessionStore store = store("shop", "marker")) {
      store.create(record());

      assertThat(store.list(GROUP)).hasSize(1);
      assertThat(store.deleteGroup(GROUP)).isEqualTo(1);
      assertThat(lines.read()).isEmpty();
    }
  }

  @Test
  void a_wrong_password_is_an_error_that_tells_neither() {
    try (LogLines lines = new LogLines();
        SessionStore store = store("shop", "wrongmarker")) {
      assertThatThrownBy(() -> store.create(record()))
          .isInstanceOf(SessionStoreException.class)
          .hasMessage("Redis refused a command: WRONGPASS")
          .hasNoCause();

      assertThat(lines.read())
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .contains("WRONGPASS")
          .doesNotContain("marker");
    }
  }
}
