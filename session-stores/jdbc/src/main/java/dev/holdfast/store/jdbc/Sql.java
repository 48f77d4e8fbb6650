package dev.holdfast.store.jdbc;

/**
 * Every statement. {@code ${now}} is the present by the database's clock, {@code ${list}} as many
 * question marks as there are values.
 *
 * <p>Whoever adapts them to another database needs the present in milliseconds; for Oracle also
 * {@code fetch first 200 rows only} in place of {@code limit} and an empty value that is not null,
 * for SQL Server {@code top 200} and, before 2022, {@code case} in place of {@code least}.
 */
enum Sql {
  CREATE_RECORD(
      """
      insert into ${session}
        (id, version, sealed, label, created_at, expires_at, idle_until)
      values (?, 1, ?, ?, ${now}, ?, ?)\
      """),
  JOIN_GROUP("insert into ${group} (group_key, record_id, expires_at) values (?, ?, ?)"),
  LOAD_RECORD(
      """
      select version, sealed, expires_at, idle_until from ${session}
      where id = ? and idle_until > ${now}\
      """),
  REPLACE_RECORD(
      """
      update ${session}
      set sealed = ?, idle_until = least(?, expires_at), version = version + 1
      where id = ? and version = ? and idle_until > ${now}\
      """),
  EXTEND_RECORD(
      """
      update ${session} set idle_until = least(?, expires_at)
      where id = ? and idle_until > ${now}\
      """),
  RECORD_LIVES("select id from ${session} where id = ? and idle_until > ${now}"),
  DELETE_RECORD("delete from ${session} where id = ? and idle_until > ${now}"),
  DELETE_RECORD_OF_GROUP(
      """
      delete from ${session} where id = ? and idle_until > ${now}
      and exists (select 1 from ${group} g where g.group_key = ? and g.record_id = ?)\
      """),
  IDS_OF_GROUP(
      """
      select s.id from ${group} g join ${session} s on s.id = g.record_id
      where g.group_key = ? order by s.id\
      """),
  DELETE_RECORDS("delete from ${session} where id in (${list}) and idle_until > ${now}"),
  LIST_GROUP(
      """
      select s.id, s.created_at, s.expires_at, s.idle_until, s.label
      from ${group} g join ${session} s on s.id = g.record_id
      where g.group_key = ? and s.idle_until > ${now}\
      """),
  ENDED_RECORDS("select id from ${session} where idle_until <= ${now} limit ${batch}"),
  SWEEP_RECORDS("delete from ${session} where id in (${list}) and idle_until <= ${now}"),
  SWEEP_GROUPS_OF_RECORDS(
      """
      delete from ${group} where record_id in (${list})
      and not exists (select 1 from ${session} s where s.id = record_id)\
      """),
  ENDED_GROUPS("select distinct record_id from ${group} where expires_at <= ${now} limit ${batch}"),
  SWEEP_GROUPS("delete from ${group} where record_id in (${list}) and expires_at <= ${now}"),
  CREATE_FACT(
      """
      insert into ${fact} (name, version, content, expires_at)
      values (?, 1, ?, ${now} + ?) ${unlessThere}\
      """),
  // the version makes each update a change, also where drivers count changed rows only
  TAKE_OVER_FACT(
      """
      update ${fact} set content = ?, expires_at = ${now} + ?, version = version + 1
      where name = ? and expires_at <= ${now}\
      """),
  PUT_FACT(
      """
      update ${fact} set content = ?, expires_at = ${now} + ?, version = version + 1
      where name = ?\
      """),
  REPLACE_FACT(
      """
      update ${fact} set content = ?, expires_at = ${now} + ?, version = version + 1
      where name = ? and content = ? and expires_at > ${now}\
      """),
  LOAD_FACTS("select name, content from ${fact} where name in (${list}) and expires_at > ${now}"),
  REMOVE_FACT("delete from ${fact} where name = ? and content = ? and expires_at > ${now}"),
  ENDED_FACTS("select name from ${fact} where expires_at <= ${now} limit ${batch}"),
  SWEEP_FACTS("delete from ${fact} where name in (${list}) and expires_at <= ${now}");

  /** How many rows one step of cleaning up removes at most. */
  static final int BATCH = 200;

  private final String template;

  Sql(String template) {
    this.template = template;
  }

  /** The statement before any words are put in. */
  String template() {
    return template;
  }
}
