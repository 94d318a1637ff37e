SET 'state.backend.rocksdb.use-bloom-filter' = 'true';
SET 'state.backend.rocksdb.compression.per.level' = 'ZSTD_COMPRESSION';
SET 'table.exec.sink.upsert-materialize' = 'NONE';
SET 'table.exec.mini-batch.enabled' = 'true';
SET 'table.exec.mini-batch.allow-latency' = '1s';
SET 'table.exec.mini-batch.size' = '5000';
CREATE TABLE crm (
  id BIGINT, name STRING, email STRING, phone STRING, updated TIMESTAMP(6),
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'postgres-cdc',
  'hostname' = '{{source.host}}',
  'port' = '{{source.port}}',
  'username' = '{{source.user}}',
  'password' = '{{source.password}}',
  'database-name' = 'bench',
  'schema-name' = 'public',
  'slot.name' = 'flink_sql_crm',
  'debezium.publication.name' = 'flink_sql_crm',
  'decoding.plugin.name' = 'pgoutput',
  'scan.incremental.snapshot.enabled' = 'true',
  'scan.incremental.snapshot.chunk.size' = '50000',
  'scan.snapshot.fetch.size' = '5000',
  'debezium.poll.interval.ms' = '10',
  'table-name' = 'crm'
);
CREATE TABLE billing (
  id BIGINT, email STRING, phone STRING, balance DECIMAL(18, 2), plan STRING,
  updated TIMESTAMP(6), PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'postgres-cdc',
  'hostname' = '{{source.host}}',
  'port' = '{{source.port}}',
  'username' = '{{source.user}}',
  'password' = '{{source.password}}',
  'database-name' = 'bench',
  'schema-name' = 'public',
  'slot.name' = 'flink_sql_billing',
  'debezium.publication.name' = 'flink_sql_billing',
  'decoding.plugin.name' = 'pgoutput',
  'scan.incremental.snapshot.enabled' = 'true',
  'scan.incremental.snapshot.chunk.size' = '50000',
  'scan.snapshot.fetch.size' = '5000',
  'debezium.poll.interval.ms' = '10',
  'table-name' = 'billing'
);
CREATE TABLE customer (
  id BIGINT, name STRING, email STRING, phone STRING, balance DECIMAL(18, 2), plan STRING,
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'jdbc',
  'url' = '{{target.url}}?reWriteBatchedInserts=true',
  'username' = '{{target.user}}',
  'password' = '{{target.password}}',
  'sink.buffer-flush.max-rows' = '5000',
  'sink.buffer-flush.interval' = '1s',
  'table-name' = 'customer'
);
INSERT INTO customer
SELECT
  COALESCE(c.id, b.id),
  c.name,
  COALESCE(c.email, b.email),
  CASE WHEN b.updated > c.updated THEN b.phone ELSE COALESCE(c.phone, b.phone) END,
  b.balance,
  b.plan
FROM crm AS c FULL OUTER JOIN billing AS b ON c.id = b.id;
