package io.esync.jobs.spec;

import io.esync.connectors.spi.SourceConnector;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.decode.DecodeException;
import io.esync.operators.decode.SourceFields;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.decode.ValueConversion;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import io.esync.operators.model.DataType;
import io.esync.operators.model.RowSchema;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether mappings fit the fields of streams that the file itself declares, and give the types that
 * contracts ask for. Of other streams that shows when their first row comes.
 */
final class MappingTypeChecks {
  private final ConnectorCatalog catalog;
  private final Problems problems;

  MappingTypeChecks(ConnectorCatalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  void run(PipelineSpec spec, MapNode pipeline) {
    for (int i = 0; i < spec.entities().size(); i++) {
      EntitySpec entity = spec.entities().get(i);
      for (int j = 0; j < entity.from().size(); j++) {
        SourceSpec source = spec.source(entity.from().get(j).source());
        MapNode node = pipeline.maps("entities").get(i).maps("from").get(j);
        check(entity, entity.from().get(j), source, node);
      }
    }
  }

  private void check(EntitySpec entity, FromSpec from, SourceSpec source, MapNode node) {
    declared(catalog.source(source.type()).orElseThrow(), source.config()).entrySet().stream()
        .filter(stream -> isRead(from, stream.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .ifPresent(schema -> check(entity, node, SourceFields.of(schema)));
  }

  private static <C extends Record> Map<String, RowSchema> declared(
      SourceConnector<C> connector, Record config) {
    return connector.declared(connector.configType().cast(config));
  }

  private static boolean isRead(FromSpec from, String stream) {
    return from.stream() == null
        || from.stream().equals(stream)
        || Pattern.matches(from.stream(), stream);
  }

  private void check(EntitySpec entity, MapNode node, SourceFields fields) {
    MapNode map = node.map("map").orElse(MapNode.empty(node.place(), ""));
    for (String name : map.entries().keySet()) {
      FieldSpec declared = entity.fields().get(name);
      map.scalar(name)
          .ifPresent(
              term ->
                  type(term, fields)
                      .filter(type -> declared != null)
                      .ifPresent(type -> convertible(term, name, type, declared.type())));
    }
    node.scalar("timestamp").ifPresent(term -> type(term, fields));
    node.scalar("where")
        .ifPresent(where -> compiled(where, where.text(), fields, DataType.BOOLEAN));
  }

  private Optional<DataType> type(ScalarNode node, SourceFields fields) {
    if (SourceTerm.parse(node.text()) instanceof SourceTerm.Column column) {
      int position = fields.indexOf(column.name());
      if (position < 0) {
        problems.add(
            node, "the stream has no field '" + column.name() + "'", fields.hint(column.name()));
        return Optional.empty();
      }
      return Optional.of(fields.fields().get(position).type());
    }
    return compiled(node, node.text(), fields, null).map(SqlExpression::type);
  }

  private Optional<SqlExpression> compiled(
      ScalarNode node, String sql, SourceFields fields, DataType expected) {
    if (sql.contains("${")) {
      return Optional.empty(); // known only where the pipeline is submitted
    }
    try {
      return Optional.of(SqlExpression.compile(sql, fields.fields(), expected));
    } catch (InvalidExpressionException e) {
      ExpressionChecks.report(problems, node, e);
      return Optional.empty();
    }
  }

  private void convertible(ScalarNode node, String name, DataType from, DataType to) {
    try {
      ValueConversion.between(name, from, to);
    } catch (DecodeException e) {
      problems.add(node, e.getMessage(), "");
    }
  }
}
