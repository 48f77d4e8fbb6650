package dev.holdfast.store.jdbc;

import java.util.Collections;

/**
 * Every statement, in the words of one dialect. {@code ${now}} is the present by the database's
 * clock, {@code ${list}} as many question marks as there are values.
 *
 * <p>Whoever adapts them to another database needs the present in milliseconds; for Oracle also
 * {@code fetch first 200 rows only} in place of {@code limit} and an empty value that is not null,
 * for SQL Server {@code top 200} and, before 2022, {@code case} in place of {@code least}.
 */
final class Sql {
  /** How many rows one step of cleaning up removes at most. */
  static final int BATCH = 200;

  private final Dialect dialect;
  private final String prefix;

  final String createRecord;
  final String joinGroup;
  final String loadRecord;
  final String replaceRecord;
  final String extendRecord;
  final String recordLives;
  final String deleteRecord;
  final String idsOfGroup;
  final String deleteRecords;
  final String listGroup;
  final String endedRecords;
  final String sweepRecords;
  final String sweepGroupsOfRecords;
  final String endedGroups;
  final String sweepGroups;

  final String createFact;
  final String takeOverFact;
  final String putFact;
  final String replaceFact;
  final String loadFacts;
  final String removeFact;
  final String endedFacts;
  final String sweepFacts;

  Sql(Dialect dialect, String prefix) {
    this.dialect = dialect;
    this.prefix = prefix;
    createRecord =
        fill(
            """
            insert into ${session}
              (id, version, sealed, label, created_at, expires_at, idle_until)
            values (?, 1, ?, ?, ${now}, ?, ?)\
            """);
    joinGroup = fill("insert into ${group} (group_key, record_id, expires_at) values (?, ?, ?)");
    loadRecord =
        fill(
            """
            select version, sealed, expires_at, idle_until from ${session}
            where id = ? and idle_until > ${now}\
            """);
    replaceRecord =
        fill(
            """
            update ${session}
            set sealed = ?, idle_until = least(?, expires_at), version = version + 1
            where id = ? and version = ? and idle_until > ${now}\
            """);
    extendRecord =
        fill(
            """
            update ${session} set idle_until = least(?, expires_at)
            where id = ? and idle_until > ${now}\
            """);
    recordLives = fill("select id from ${session} where id = ? and idle_until > ${now}");
    deleteRecord = fill("delete from ${session} where id = ? and idle_until > ${now}");
    idsOfGroup =
        fill(
            """
            select s.id from ${group} g join ${session} s on s.id = g.record_id
            where g.group_key = ? order by s.id\
            """);
    deleteRecords = fill("delete from ${session} where id in (${list}) and idle_until > ${now}");
    listGroup =
        fill(
            """
            select s.id, s.created_at, s.expires_at, s.idle_until, s.label
            from ${group} g join ${session} s on s.id = g.record_id
            where g.group_key = ? and s.idle_until > ${now}\
            """);
    endedRecords = fill("select id from ${session} where idle_until <= ${now} limit ${batch}");
    sweepRecords = fill("delete from ${session} where id in (${list}) and idle_until <= ${now}");
    sweepGroupsOfRecords =
        fill(
            """
            delete from ${group} where record_id in (${list})
            and not exists (select 1 from ${session} s where s.id = record_id)\
            """);
    endedGroups =
        fill("select distinct record_id from ${group} where expires_at <= ${now} limit ${batch}");
    sweepGroups =
        fill("delete from ${group} where record_id in (${list}) and expires_at <= ${now}");

    createFact =
        fill(
            """
            insert into ${fact} (name, version, content, expires_at)
            values (?, 1, ?, ${now} + ?) ${unlessThere}\
            """);
    // the version makes each update a change, also where drivers count changed rows only
    takeOverFact =
        fill(
            """
            update ${fact} set content = ?, expires_at = ${now} + ?, version = version + 1
            where name = ? and expires_at <= ${now}\
            """);
    putFact =
        fill(
            """
            update ${fact} set content = ?, expires_at = ${now} + ?, version = version + 1
            where name = ?\
            """);
    replaceFact =
        fill(
            """
            update ${fact} set content = ?, expires_at = ${now} + ?, version = version + 1
            where name = ? and content = ? and expires_at > ${now}\
            """);
    loadFacts =
        fill("select name, content from ${fact} where name in (${list}) and expires_at > ${now}");
    removeFact = fill("delete from ${fact} where name = ? and content = ? and expires_at > ${now}");
    endedFacts = fill("select name from ${fact} where expires_at <= ${now} limit ${batch}");
    sweepFacts = fill("delete from ${fact} where name in (${list}) and expires_at <= ${now}");
  }

  /** The statement for so many values in its list. */
  static String list(String statement, int count) {
    return statement.replace("${list}", String.join(", ", Collections.nCopies(count, "?")));
  }

  private String fill(String template) {
    return template
        .replace("${session}", prefix + "session")
        .replace("${group}", prefix + "session_group")
        .replace("${fact}", prefix + "fact")
        .replace("${now}", dialect.now())
        .replace("${batch}", String.valueOf(BATCH))
        .replace("${unlessThere}", dialect.unlessThere());
  }
}
