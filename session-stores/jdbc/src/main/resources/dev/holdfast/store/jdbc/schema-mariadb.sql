-- Holdfast, version 1, for MariaDB 10.5 and MySQL 8 and later. Times are milliseconds since 1970.
-- ${prefix} is the setting table-prefix, "holdfast_" unless said otherwise.

create table if not exists ${prefix}session (
  id         binary(32) not null primary key, -- SHA-256 of what the browser holds
  version    bigint     not null,
  sealed     mediumblob not null,
  label      blob       not null,
  created_at bigint     not null,
  expires_at bigint     not null,
  idle_until bigint     not null,
  index ${prefix}session_idle (idle_until)
) engine=InnoDB;

create table if not exists ${prefix}session_group (
  group_key  varchar(64) character set ascii collate ascii_bin not null,
  record_id  binary(32) not null,
  expires_at bigint     not null,
  primary key (group_key, record_id),
  index ${prefix}session_group_record (record_id),
  index ${prefix}session_group_end (expires_at)
) engine=InnoDB;

create table if not exists ${prefix}fact (
  name       varchar(64) character set ascii collate ascii_bin not null primary key,
  version    bigint     not null,
  content    mediumblob not null,
  expires_at bigint     not null,
  index ${prefix}fact_end (expires_at)
) engine=InnoDB;

create table if not exists ${prefix}schema (
  version integer not null primary key
) engine=InnoDB;
insert into ${prefix}schema (version)
  select 1 from (select 1) as one where not exists (select 1 from ${prefix}schema);
