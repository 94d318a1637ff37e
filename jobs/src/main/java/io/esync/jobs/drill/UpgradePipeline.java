package io.esync.jobs.drill;

import io.esync.connectors.testkit.PostgresServer;
import java.util.Map;
import java.util.TreeMap;

/** The pipeline of the upgrade drill, before and after: two sources of one customer. */
final class UpgradePipeline {
  static final String CRM = "upgrade_crm";
  static final String BILLING = "upgrade_billing";
  static final String FIRST = "upgrade_first";
  static final String SECOND = "upgrade_second";

  private final DrillSite site;

  UpgradePipeline(DrillSite site) {
    this.site = site;
  }

  /** Two columns, crm first, one target. */
  String before() {
    return yaml(false);
  }

  /** A column more, billing first, a target more. */
  String after() {
    return yaml(true);
  }

  private String yaml(boolean upgraded) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        pipeline:
          id: upgrade
          version: "%s"
          parallelism: 2
          data_dir: %s
          checkpointing: {interval: 1s}
          sources:
        """
            .formatted(upgraded ? "2.0.0" : "1.0.0", site.folder().resolve("data")));
    source("crm", CRM, text);
    source("billing", BILLING, text);
    text.append(
        """
          entities:
            - name: customer
              key: [id]
              fields:
                id: {type: bigint}
                name: {type: string}
                updated_at: {type: timestamptz}
        """);
    text.append(upgraded ? "        email: {type: string}\n" : "");
    text.append("      from:\n");
    Map<String, String> crm = map("id");
    if (upgraded) {
      crm.put("email", "email");
    }
    text.append(from("crm", crm)).append(from("billing", map("customer_id")));
    text.append(
        "      merge: {strategy: last-write-wins, priority: [%s]}\n"
            .formatted(upgraded ? "billing, crm" : "crm, billing"));
    text.append("      to: [{target: first}%s]\n".formatted(upgraded ? ", {target: second}" : ""));
    text.append("  targets:\n").append(target("first", FIRST));
    text.append(upgraded ? target("second", SECOND) : "");
    return text.toString();
  }

  private static Map<String, String> map(String id) {
    Map<String, String> map = new TreeMap<>();
    map.put("id", id);
    map.put("name", "name");
    map.put("updated_at", "updated_at");
    return map;
  }

  private static String from(String source, Map<String, String> map) {
    return "        - {source: %s, stream: public.customers, map: {%s}, timestamp: updated_at}\n"
        .formatted(
            source,
            String.join(
                ", ", map.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList()));
  }

  private void source(String id, String database, StringBuilder text) {
    PostgresServer server = site.server();
    text.append(
        """
            - id: %s
              type: postgres-cdc
              config: {host: %s, port: %d, database: %s, username: %s, password: "${file:%s}", tables: [public.customers]}
        """
            .formatted(
                id, server.host(), server.port(), database, server.user(), site.passwordFile()));
  }

  private String target(String id, String database) {
    return """
            - id: %s
              type: jdbc
              config: {url: "%s", username: %s, password: "${file:%s}"}
        """
        .formatted(id, site.server().jdbcUrl(database), site.server().user(), site.passwordFile());
  }
}
