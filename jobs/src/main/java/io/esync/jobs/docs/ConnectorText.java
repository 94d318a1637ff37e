package io.esync.jobs.docs;

import io.esync.connectors.spi.Connector;
import io.esync.jobs.spec.ConnectorCatalog;
import java.util.List;

/** What {@code esync describe} prints: plain text for a terminal. */
public final class ConnectorText {
  private static final int WIDTH = 100;

  private final ConnectorCatalog catalog;

  public ConnectorText(ConnectorCatalog catalog) {
    this.catalog = catalog;
  }

  /** All connectors, one to the line. */
  public String list() {
    StringBuilder text = new StringBuilder();
    catalog.sources().forEach(source -> addLine("source", source, text));
    catalog.targets().forEach(target -> addLine("target", target, text));
    return text.append("\nesync describe TYPE tells the options of one.\n").toString();
  }

  private static void addLine(String role, Connector<?> connector, StringBuilder text) {
    text.append(String.format("%-8s%-20s%s%n", role, connector.type(), connector.description()));
  }

  /** Everything about the connectors of a known type. */
  public String describe(String type) {
    StringBuilder text = new StringBuilder();
    catalog.source(type).ifPresent(source -> addConnector("source", source, text));
    catalog
        .target(type)
        .ifPresent(
            target -> {
              addConnector("target", target, text);
              addOptions("Options beside 'target:' in an entity's 'to:'", target.routeType(), text);
            });
    return text.toString();
  }

  private static void addConnector(String role, Connector<?> connector, StringBuilder text) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(connector.type()).append(" (").append(role).append(")\n");
    addWrapped(connector.description(), "  ", text);
    addWrapped("Guarantee: " + connector.guarantee(), "  ", text);
    if (!connector.prerequisites().isBlank()) {
      text.append("\nPrerequisites\n").append(connector.prerequisites().strip().indent(2));
    }
    addOptions("Options in 'config:'", connector.configType(), text);
  }

  private static void addOptions(String title, Class<? extends Record> record, StringBuilder text) {
    List<OptionRow> rows = OptionRow.of(record);
    if (rows.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append('\n');
    for (OptionRow row : rows) {
      text.append("  ").append(row.name()).append("  ");
      text.append(row.type()).append(", ").append(row.presence()).append('\n');
      String example = row.example().isEmpty() ? "" : " Example: " + row.example();
      addWrapped(row.description() + example, "      ", text);
    }
  }

  private static void addWrapped(String words, String indent, StringBuilder text) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : words.split("\\s+", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
