package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.CoordinationStore;
import dev.holdfast.session.Fact;
import dev.holdfast.session.SealedRecord;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.StoreBackend;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JdbcBackendTest {
  private static final String CREATE = "session-store.jdbc.create-schema";
  private static final String URL = "session-store.jdbc.url";
  private static final String TIMEOUT = "session-store.jdbc.time-limit";
  private static final byte[] VALUE = {1};

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

  /** Both stores of these settings, used once and closed. */
  private static void use(Settings settings) {
    JdbcBackend backend = new JdbcBackend();
    try (SessionStore sessions =
            backend.sessionStore(settings, InstantSource.system(), RandomBytes.secure());
        CoordinationStore facts = backend.coordinationStore(settings, InstantSource.system())) {
      settings.finish();
      Instant end = Instant.now().plusSeconds(60);
      assertThat(sessions.load(sessions.create(new SealedRecord(VALUE, end, end, Set.of(), VALUE))))
          .isPresent();
      assertThat(facts.putIfAbsent(new Fact("f"), VALUE, Duration.ofMinutes(1))).isTrue();
    }
  }

  private static void refused(Map<String, String> settings, String... complaints) {
    assertThatThrownBy(() -> use(Settings.of(settings)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(complaints);
  }

  @Test
  void the_word_jdbc_finds_this_back_end() {
    assertThat(ServiceLoader.load(StoreBackend.class))
        .filteredOn(backend -> backend.name().equals("jdbc"))
        .hasExactlyElementsOfTypes(JdbcBackend.class);
  }

  @Test
  void an_address_is_enough() {
    Map<String, String> values = Map.of(URL, url, CREATE, "true", TIMEOUT, "20s");

    use(Settings.of(values));

    assertThat(values).hasSize(3);
  }

  @Test
  void every_setting_is_known_in_both_places() {
    Map<String, String> values = new HashMap<>();
    for (String area : Set.of("session-store", "coordination")) {
      values.put(area + ".jdbc.url", url);
      values.put(area + ".jdbc.user", "sa");
      values.put(area + ".jdbc.password", "secret");
      values.put(area + ".jdbc.pool-size", "2");
      values.put(area + ".jdbc.table-prefix", area.substring(0, 4) + "_");
      values.put(area + ".jdbc.dialect", "h2");
      values.put(area + ".jdbc.create-schema", "true");
      values.put(area + ".jdbc.time-limit", "20s");
      values.put(area + ".jdbc.clean-up-interval", "5m");
    }

    use(Settings.of(values));

    TestDatabase h2 =
        new TestDatabase(org.h2.jdbcx.JdbcConnectionPool.create(url, "sa", "secret"), Dialect.H2);
    assertThat(h2.rows("sess_session")).isEqualTo(1);
    assertThat(h2.rows("coor_fact")).isEqualTo(1);
  }

  @Test
  void a_data_source_is_found_in_the_applications_own_tree() {
    Map<String, String> values =
        Map.of("session-store.jdbc.datasource", "jdbc/sessions", CREATE, "true", TIMEOUT, "20s");

    use(Settings.of(values));

    assertThat(TestNaming.LOOKED_UP).contains("java:comp/env/jdbc/sessions");
  }

  @Test
  void names_outside_the_java_tree_are_never_looked_up() {
    refused(
        Map.of("session-store.jdbc.datasource", "ldap://192.0.2.1/x"),
        "session-store.jdbc.datasource");

    assertThat(TestNaming.LOOKED_UP).noneMatch(name -> name.contains("ldap"));
  }

  @Test
  void a_name_of_nothing_is_a_problem() {
    refused(
        Map.of("session-store.jdbc.datasource", "java:comp/env/jdbc/other"),
        "session-store.jdbc.datasource names no DataSource in JNDI");
  }

  @Test
  void no_database_or_two_are_a_problem() {
    refused(Map.of(), "session-store.jdbc.datasource is missing");
    refused(
        Map.of(URL, url, "session-store.jdbc.datasource", "jdbc/sessions"),
        "session-store.jdbc.datasource and session-store.jdbc.url are both set");
  }

  @Test
  void an_address_that_no_driver_accepts_is_a_problem_and_is_not_repeated() {
    assertThatThrownBy(() -> use(Settings.of(Map.of(URL, "jdbc:nothing:secret"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(URL)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void missing_tables_are_a_problem_that_names_them() {
    refused(Map.of(URL, url), CREATE, "holdfast_session", "schema-h2.sql");
  }

  @Test
  void odd_values_are_problems() {
    refused(
        Map.of(
            URL,
            url,
            "session-store.jdbc.table-prefix",
            "x; drop table users",
            "session-store.jdbc.dialect",
            "oracle",
            TIMEOUT,
            "0ms",
            "session-store.jdbc.pool-size",
            "0"),
        "table-prefix",
        "dialect",
        "time-limit",
        "pool-size");
  }

  @Test
  void a_database_that_does_not_answer_is_no_obstacle_to_the_start() {
    Settings settings = Settings.of(Map.of(URL, "jdbc:postgresql://127.0.0.1:1/none"));
    try (SessionStore store =
        new JdbcBackend().sessionStore(settings, InstantSource.system(), RandomBytes.secure())) {
      settings.finish();

      assertThatThrownBy(() -> store.list(new dev.holdfast.session.GroupKey("g")))
          .isInstanceOf(SessionStoreException.class);
    }
  }
}
