SET 'state.backend.rocksdb.use-bloom-filter' = 'true';
SET 'execution.checkpointing.interval' = '2s';
SET 'table.exec.mini-batch.enabled' = 'true';
SET 'table.exec.mini-batch.allow-latency' = '1s';
SET 'table.exec.mini-batch.size' = '5000';
CREATE TABLE source_message (
  id BIGINT, number BIGINT, name STRING, active BOOLEAN, note STRING,
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'bench-in',
  'properties.bootstrap.servers' = '{{kafka}}',
  'properties.group.id' = 'flink-sql',
  'key.format' = 'json',
  'value.format' = 'json'
);
CREATE TABLE target_message (
  id BIGINT, number BIGINT, name STRING, active BOOLEAN, note STRING,
  PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = '{{topic}}',
  'properties.bootstrap.servers' = '{{kafka}}',
  'properties.transaction.timeout.ms' = '900000',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = '{{topic}}',
  'properties.linger.ms' = '20',
  'properties.batch.size' = '262144',
  'key.format' = 'json',
  'value.format' = 'json'
);
INSERT INTO target_message SELECT * FROM source_message;
