package dev.holdfast.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.GroupKey;
import dev.holdfast.session.Handles;
import dev.holdfast.session.RecordId;
import dev.holdfast.session.RecordSummary;
import dev.holdfast.session.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A user with a thousand sessions: what is kept of them, and what a list shows. */
class ManySessionsTest {
  private static final GroupKey USER = new GroupKey("user");
  private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);
  private static final int MANY = 1000;

  @Test
  void a_thousand_sessions_are_listed_without_their_bytes_and_leave_nothing() {
    MemorySessionStore store = new MemorySessionStore(() -> NOW, RandomBytes.secure(), 2 * MANY);
    List<RecordId> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      SealedRecord record = record(USER, new GroupKey("login " + i));
      all.add(Handles.idOf(store.create(record)).orElseThrow());
    }
    store.create(record(new GroupKey("another user")));
    assertThat(store.groups().size()).isEqualTo(MANY + 2);

    List<RecordSummary> list = store.list(USER);
    assertThat(list).extracting(RecordSummary::id).containsExactlyInAnyOrderElementsOf(all);
    assertThat(list).allMatch(shown -> shown.label().length == 100);

    assertThat(store.delete(all.get(MANY / 2), USER)).isTrue();
    assertThat(store.deleteGroup(USER)).isEqualTo(MANY - 1);
    assertThat(store.rows().size()).isEqualTo(1);
    assertThat(store.groups().size()).isEqualTo(1);
  }

  private static SealedRecord record(GroupKey... groups) {
    return new SealedRecord(
        new byte[3000],
        NOW.plus(Duration.ofHours(8)),
        NOW.plus(Duration.ofMinutes(30)),
        Set.of(groups),
        new byte[100]);
  }
}
