CREATE TABLE source_item (
  id BIGINT, name STRING, email STRING, balance DECIMAL(18, 2), score DOUBLE, active BOOLEAN,
  age INT, born DATE, updated TIMESTAMP(6), note STRING, PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'postgres-cdc',
  'hostname' = '{{source.host}}',
  'port' = '{{source.port}}',
  'username' = '{{source.user}}',
  'password' = '{{source.password}}',
  'database-name' = 'bench',
  'schema-name' = 'public',
  'slot.name' = 'flink_sql',
  'decoding.plugin.name' = 'pgoutput',
  'scan.incremental.snapshot.enabled' = 'true',
  'scan.incremental.snapshot.chunk.size' = '50000',
  'scan.snapshot.fetch.size' = '5000',
  'debezium.poll.interval.ms' = '10',
  'table-name' = 'bench_item'
);
CREATE TABLE target_item (
  id BIGINT, name STRING, email STRING, balance DECIMAL(18, 2), score DOUBLE, active BOOLEAN,
  age INT, born DATE, updated TIMESTAMP(6), note STRING, PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'jdbc',
  'url' = '{{target.url}}?reWriteBatchedInserts=true',
  'username' = '{{target.user}}',
  'password' = '{{target.password}}',
  'sink.buffer-flush.max-rows' = '5000',
  'sink.buffer-flush.interval' = '1s',
  'table-name' = 'bench_item'
);
INSERT INTO target_item SELECT * FROM source_item;
