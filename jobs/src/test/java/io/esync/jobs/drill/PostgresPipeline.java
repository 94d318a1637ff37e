package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;

/** A pipeline that copies tables of one PostgreSQL database into another and follows them. */
record PostgresPipeline(
    String id, DrillSite site, String source, PostgresServer target, String database) {

  /** The pipeline file with {@code entity} lines: one entity in each, as YAML in one line. */
  String yaml(String... entities) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        pipeline:
          id: %s
          parallelism: 2
          data_dir: %s
          checkpointing: {interval: 500ms}
          sources:
            - id: source
              type: postgres-cdc
              config: {host: %s, port: %d, database: %s, username: %s, password: "${file:%s}", tables: ['public\\..*']}
          targets:
            - id: target
              type: jdbc
              config: {url: "%s", username: %s, password: "${file:%s}", flush_interval: 100ms}
          entities:
        """
            .formatted(
                id,
                site.folder().resolve("data"),
                site.server().host(),
                site.server().port(),
                source,
                site.server().user(),
                site.passwordFile(),
                target.jdbcUrl(database),
                target.user(),
                site.passwordFile()));
    for (String entity : entities) {
      text.append("    - ").append(entity).append('\n');
    }
    return text.toString();
  }

  /** An entity of a table of the same name, merged by {@code strategy}. */
  static String entity(String table, Strategy strategy) {
    return "{name: %s, key: [id], from: [{source: source, stream: public.%s}], merge: {strategy: %s}, to: [{target: target}]}"
        .formatted(table, table, strategy);
  }
}
