-- Holdfast, version 1, for PostgreSQL 12 and later. Times are milliseconds since 1970.
-- ${prefix} is the setting table-prefix, "holdfast_" unless said otherwise.

create table if not exists ${prefix}session (
  id         bytea  not null primary key, -- SHA-256 of what the browser holds
  version    bigint not null,
  sealed     bytea  not null,
  label      bytea  not null,
  created_at bigint not null,
  expires_at bigint not null,
  idle_until bigint not null
);
create index if not exists ${prefix}session_idle on ${prefix}session (idle_until);

create table if not exists ${prefix}session_group (
  group_key  varchar(64) not null,
  record_id  bytea       not null,
  expires_at bigint      not null,
  primary key (group_key, record_id)
);
create index if not exists ${prefix}session_group_record on ${prefix}session_group (record_id);
create index if not exists ${prefix}session_group_end on ${prefix}session_group (expires_at);

create table if not exists ${prefix}fact (
  name       varchar(64) not null primary key,
  version    bigint      not null,
  content    bytea       not null,
  expires_at bigint      not null
);
create index if not exists ${prefix}fact_end on ${prefix}fact (expires_at);

create table if not exists ${prefix}schema (
  version integer not null primary key
);
insert into ${prefix}schema (version)
  select 1 where not exists (select 1 from ${prefix}schema);
