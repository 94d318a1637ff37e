CREATE TABLE source_item (
  id BIGINT, name STRING, email STRING, balance DECIMAL(18, 2), score DOUBLE, active SMALLINT,
  age INT, born DATE, updated TIMESTAMP(6), note STRING, PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'mysql-cdc',
  'hostname' = '{{source.host}}',
  'port' = '{{source.port}}',
  'username' = '{{source.user}}',
  'password' = '{{source.password}}',
  'database-name' = 'bench',
  'server-time-zone' = 'UTC',
  'table-name' = 'bench_item'
);
CREATE TABLE target_item (
  id BIGINT, name STRING, email STRING, balance DECIMAL(18, 2), score DOUBLE, active SMALLINT,
  age INT, born DATE, updated TIMESTAMP(6), note STRING, PRIMARY KEY (id) NOT ENFORCED
) WITH (
  'connector' = 'jdbc',
  'url' = '{{target.url}}',
  'username' = '{{target.user}}',
  'password' = '{{target.password}}',
  'table-name' = 'bench_item'
);
INSERT INTO target_item SELECT * FROM source_item;
