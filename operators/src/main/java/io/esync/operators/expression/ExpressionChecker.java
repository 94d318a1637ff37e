package io.esync.operators.expression;

import io.esync.operators.model.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Checks an expression against the types of the columns and resolves its operators. */
final class ExpressionChecker {
  private static final SqlRexConvertlet DIFFERENCE =
      (context, call) ->
          context
              .getRexBuilder()
              .makeCall(
                  call.getParserPosition(),
                  context.getValidator().getValidatedNodeType(call),
                  call.getOperator(),
                  call.getOperandList().stream().map(context::convertExpression).toList());
  private static final SqlRexConvertletTable CONVERTLETS =
      call ->
          SqlStdOperatorTable.TIMESTAMP_DIFF.equals(call.getOperator())
              ? DIFFERENCE
              : StandardConvertletTable.INSTANCE.get(call);

  private final RexBuilder builder;
  private final List<Field> columns;

  ExpressionChecker(RexBuilder builder, List<Field> columns) {
    this.builder = builder;
    this.columns = columns;
  }

  /** The checked form of {@code sql}; an input reference is a position among the columns. */
  RexNode check(String sql) {
    SqlNode tree = ExpressionParser.parse(sql, columns).accept(new NameResolution(columns));
    Map<String, RelDataType> types = new HashMap<>();
    Map<String, RexNode> inputs = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      RelDataType type = types().of(columns.get(i).type());
      types.put(columns.get(i).name(), type);
      inputs.put(columns.get(i).name(), builder.makeInputRef(type, i));
    }
    try {
      CalciteCatalogReader catalog = catalog();
      SqlValidator validator =
          SqlValidatorUtil.newValidator(
              ExpressionFunctions.TABLE,
              catalog,
              types(),
              SqlValidator.Config.DEFAULT
                  .withConformance(SqlConformanceEnum.BABEL)
                  .withTypeCoercionFactory(StrictCoercion::new));
      SqlNode checked = validator.validateParameterizedExpression(tree, types);
      RexNode node = converter(validator, catalog).convertExpression(checked, inputs);
      return RexUtil.expandSearch(builder, null, node);
    } catch (CalciteContextException e) {
      throw new Refusal(
          new SqlParserPos(e.getPosLine(), e.getPosColumn()), CheckMessages.of(e.getCause()));
    }
  }

  private ExpressionTypes types() {
    return (ExpressionTypes) builder.getTypeFactory();
  }

  private CalciteCatalogReader catalog() {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteCatalogReader(
        CalciteSchema.createRootSchema(false, false),
        List.of(),
        types(),
        new CalciteConnectionConfigImpl(properties));
  }

  private SqlToRelConverter converter(SqlValidator validator, CalciteCatalogReader catalog) {
    return new SqlToRelConverter(
        (rowType, query, schemaPath, viewPath) -> {
          throw new UnsupportedOperationException("an expression has no views");
        },
        validator,
        catalog,
        RelOptCluster.create(new VolcanoPlanner(), builder),
        CONVERTLETS,
        SqlToRelConverter.config().withInSubQueryThreshold(Integer.MAX_VALUE));
  }
}
