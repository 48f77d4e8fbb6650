package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.logout.ManagedSessions;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.OpenSession;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionSummary;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user with a thousand sessions: how many statements it takes to list and to end them. */
abstract class ManySessionsCases {
  private static final int MANY = 1000;
  private static final int FEW = 150;
  private static final int PART = 100;

  /** The database, without rows. */
  abstract TestDatabase database();

  @Test
  @Timeout(600)
  @DisplayName("SES-16: a thousand sessions of one user, in a database")
  void a_thousand_sessions_are_listed_in_one_statement_and_ended_in_eleven() {
    TestDatabase database = database().emptied();
    ScriptedSource source = new ScriptedSource(database.source());
    try (FakeProvider provider = FakeProvider.start();
        SessionStore store = store(source.connections());
        Node node =
            Node.over(
                Node.config(provider).build(), store, facts(database), InstantSource.system())) {
      OpenSession kept = node.login();
      openBeside(kept, FEW - 1, node);
      provider.user("bob");
      OpenSession bob = node.login();
      ManagedSessions managed = node.oidc().managedSessions();
      source.statements();

      assertThat(managed.endOthers("alice", kept.id())).isEqualTo(FEW - 1);
      assertFewAndSmall(source.statements(), 1 + 1 + FEW / PART);
      assertThat(managed.list("alice")).extracting(SessionSummary::id).containsExactly(kept.id());

      List<String> others = openBeside(kept, MANY - 1, node);
      source.statements();
      List<SessionSummary> listed = managed.list("alice");
      assertFewAndSmall(source.statements(), 1);
      assertThat(listed).hasSize(MANY).extracting(SessionSummary::id).containsAll(others);

      assertThat(managed.end("alice", others.get(MANY / 2))).isTrue();
      assertThat(source.statements()).hasSize(1);

      assertThat(managed.endAll("alice")).isEqualTo(MANY - 1);
      assertFewAndSmall(source.statements(), 1 + MANY / PART);
      assertThat(managed.list("alice")).isEmpty();
      assertThat(database.rows("holdfast_session")).isEqualTo(1);
      assertThat(node.oidc().sessions().resume(bob.ticket())).isPresent();
    }
  }

  /** No statement is about more than a hundred sessions, except one that lists them. */
  private static void assertFewAndSmall(List<String> statements, int most) {
    assertThat(statements)
        .hasSizeLessThanOrEqualTo(most)
        .allMatch(text -> text.chars().filter(letter -> letter == '?').count() <= PART)
        .noneMatch(text -> text.contains("sealed"));
  }

  /** The ids of the sessions that are opened. */
  private static List<String> openBeside(OpenSession first, int count, Node node) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(node.oidc().sessions().open(first.session(), "device " + i).id());
    }
    return ids;
  }

  private static JdbcSessionStore store(Connections connections) {
    return new JdbcSessionStore(
        new Database(connections, TestDatabase.OPTIONS),
        RandomBytes.secure(),
        TestDatabase.OPTIONS);
  }

  private static JdbcCoordinationStore facts(TestDatabase database) {
    return new JdbcCoordinationStore(database.source(), RandomBytes.secure(), TestDatabase.OPTIONS);
  }
}
