package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.seal.Locator;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.SessionStoreException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables are created on request, and what is missing is named. */
class SchemaTest {
  private final TestDatabase h2 = H2.fresh();

  private Database database(String prefix, boolean create, @Nullable Dialect dialect) {
    JdbcOptions options =
        new JdbcOptions(prefix, dialect, create, Duration.ofSeconds(20), Duration.ofHours(1));
    return new Database(h2.source()::getConnection, options);
  }

  @Test
  void an_empty_database_lacks_every_table_by_name() {
    assertThat(database("app_", false, null).problem().orElseThrow())
        .contains("table app_session (id, version, sealed, ")
        .contains("table app_session_group (")
        .contains("table app_fact (")
        .contains("table app_schema (")
        .contains("schema-h2.sql")
        .contains("create-schema=true");
  }

  @Test
  void tables_are_created_on_request_once() {
    assertThat(database("app_", true, null).problem()).isEmpty();
    assertThat(database("app_", true, null).problem()).isEmpty();
    assertThat(database("app_", false, null).problem()).isEmpty();
    assertThat(h2.rows("app_schema")).isEqualTo(1);
  }

  @Test
  void applications_with_prefixes_of_their_own_share_a_database() {
    assertThat(database("one_", true, null).problem()).isEmpty();
    assertThat(database("two_", true, null).problem()).isEmpty();
    assertThat(h2.rows("two_session")).isZero();
  }

  @Test
  void a_missing_column_is_named() {
    assertThat(database("app_", true, null).problem()).isEmpty();
    h2.update("alter table app_session drop column label");

    assertThat(database("app_", true, null).problem().orElseThrow())
        .contains("table app_session (")
        .doesNotContain("app_fact");
  }

  @Test
  void a_schema_without_its_version_is_incomplete() {
    assertThat(database("app_", true, null).problem()).isEmpty();
    h2.update("delete from app_schema");

    assertThat(database("app_", false, null).problem().orElseThrow()).contains("version 1");
    assertThat(database("app_", true, null).problem()).isEmpty();
  }

  @Test
  void a_newer_schema_will_do() {
    assertThat(database("app_", true, null).problem()).isEmpty();
    h2.update("update app_schema set version = 7");
    h2.update("alter table app_session add column device varchar(10)");

    assertThat(database("app_", false, null).problem()).isEmpty();
  }

  @Test
  void a_store_on_an_incomplete_schema_never_answers_that_nothing_is_there() {
    try (var store =
        new JdbcSessionStore(h2.source(), RandomBytes.secure(), JdbcOptions.defaults())) {
      assertThatThrownBy(() -> store.load(Locator.of("A".repeat(43))))
          .isInstanceOf(SessionStoreException.class)
          .hasMessageContaining("holdfast_session");
    }
  }

  @Test
  void a_dialect_can_be_chosen() {
    assertThat(database("app_", false, Dialect.POSTGRESQL).problem().orElseThrow())
        .contains("schema-postgresql.sql");
  }

  @Test
  void databases_are_known_by_the_names_their_drivers_give() {
    assertThat(Dialect.ofProduct("PostgreSQL")).contains(Dialect.POSTGRESQL);
    assertThat(Dialect.ofProduct("MariaDB")).contains(Dialect.MARIADB);
    assertThat(Dialect.ofProduct("MySQL")).contains(Dialect.MARIADB);
    assertThat(Dialect.ofProduct("H2")).contains(Dialect.H2);
    assertThat(Dialect.ofProduct("Oracle")).isEmpty();
  }
}
