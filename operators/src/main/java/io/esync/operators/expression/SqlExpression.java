package io.esync.operators.expression;

import io.esync.operators.model.DataType;
import io.esync.operators.model.Field;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A SQL expression over the columns of one row, compiled once to byte code. Its result depends on
 * the row alone. Safe for use by several threads; see the package for the language.
 */
public final class SqlExpression {
  private final DataType type;
  private final int[] inputs;
  private final List<Field> columns;
  private final Evaluation evaluation;

  /** The row's values to the result; throws unchecked on account of a value. */
  @FunctionalInterface
  private interface Evaluation {
    Object of(Object[] values);
  }

  private SqlExpression(DataType type, int[] inputs, List<Field> columns, Evaluation evaluation) {
    this.type = type;
    this.inputs = inputs;
    this.columns = columns;
    this.evaluation = evaluation;
  }

  /**
   * Parses, checks and compiles {@code sql}; takes some ten milliseconds, the first time in a
   * process a second or more.
   *
   * @param columns what it may refer to, by name; of each value NULL is possible
   * @param expected the type its result must have, or null to leave it to the expression; numbers
   *     become numbers of the expected type if that loses nothing, texts become JSON if they are
   * @throws InvalidExpressionException with place and reason, if it is no expression, refers to
   *     what does not exist, has an error of types, or could have another result for the same row
   */
  public static SqlExpression compile(String sql, List<Field> columns, DataType expected)
      throws InvalidExpressionException {
    ExpressionText text = text(sql);
    try {
      return compileOrRefuse(text.sql(), List.copyOf(columns), expected);
    } catch (Refusal e) {
      throw text.tell(e);
    } catch (StackOverflowError e) {
      throw new InvalidExpressionException(1, 1, "the expression is nested too deeply");
    } catch (RuntimeException | AssertionError | LinkageError e) {
      throw new InvalidExpressionException(e);
    }
  }

  /**
   * The names of columns that {@code sql} reads, as they are written there, for one who does not
   * know the columns yet. Checks all that can be checked without them.
   *
   * @throws InvalidExpressionException with place and reason, if it is no expression, or calls what
   *     does not exist or what no expression may call
   */
  public static List<String> names(String sql) throws InvalidExpressionException {
    ExpressionText text = text(sql);
    try {
      return ReferencedNames.of(text.sql());
    } catch (Refusal e) {
      throw text.tell(e);
    } catch (StackOverflowError e) {
      throw new InvalidExpressionException(1, 1, "the expression is nested too deeply");
    }
  }

  private static ExpressionText text(String sql) throws InvalidExpressionException {
    try {
      return ExpressionText.of(sql);
    } catch (Refusal e) {
      throw e.toInvalid();
    }
  }

  private static SqlExpression compileOrRefuse(String sql, List<Field> columns, DataType expected) {
    ExpressionTypes types = new ExpressionTypes();
    RexBuilder builder = new RexBuilder(types);
    RexNode checked = new ExpressionChecker(builder, columns).check(sql);
    int[] inputs = inputs(checked);
    if (checked instanceof RexInputRef ref) {
      DataType column = columns.get(ref.getIndex()).type();
      UnaryOperator<Object> finish = finish(column, expected);
      return new SqlExpression(
          expected == null ? column : expected,
          inputs,
          columns,
          values -> finish.apply(values[ref.getIndex()]));
    }
    DataType natural = natural(types, checked.getType(), expected);
    UnaryOperator<Object> out = ValueBridge.outward(natural);
    UnaryOperator<Object> finish = finish(natural, expected);
    GeneratedCode code = generate(builder, checked, columns);
    UnaryOperator<Object>[] bridges = bridges(columns);
    return new SqlExpression(
        expected == null ? natural : expected,
        inputs,
        columns,
        values -> {
          Object[] physical = new Object[values.length];
          for (int input : inputs) {
            physical[input] = bridges[input].apply(values[input]);
          }
          return finish.apply(out.apply(code.apply(physical)));
        });
  }

  private static GeneratedCode generate(RexBuilder builder, RexNode node, List<Field> columns) {
    ExpressionTypes types = (ExpressionTypes) builder.getTypeFactory();
    RelDataTypeFactory.Builder row = types.builder();
    for (Field column : columns) {
      RelDataType type = PhysicalTypes.of(types.of(column.type()), types);
      row.add(column.name(), type);
    }
    RexNode physical = node.accept(new PhysicalRewrite(builder));
    return GeneratedCode.of(builder, physical, row.build());
  }

  private static DataType natural(ExpressionTypes types, RelDataType type, DataType expected) {
    if (type.getSqlTypeName() == SqlTypeName.NULL && expected != null) {
      return expected;
    }
    return types
        .toOurs(type)
        .orElseThrow(
            () ->
                new Refusal(
                    new SqlParserPos(1, 1),
                    "the result is of type "
                        + Conversions.name(type)
                        + ", which no field has; cast it to the type that is meant"));
  }

  private static UnaryOperator<Object> finish(DataType natural, DataType expected) {
    if (expected == null) {
      return value -> value;
    }
    UnaryOperator<Object> conversion =
        ResultConversion.between(natural, expected)
            .orElseThrow(
                () ->
                    new Refusal(
                        new SqlParserPos(1, 1),
                        "the result is " + natural + " and " + expected + " is expected"));
    return value -> value == null ? null : conversion.apply(value);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static UnaryOperator<Object>[] bridges(List<Field> columns) {
    return columns.stream()
        .map(column -> ValueBridge.inward(column.type()))
        .toArray(UnaryOperator[]::new);
  }

  private static int[] inputs(RexNode node) {
    TreeSet<Integer> found = new TreeSet<>();
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef ref) {
            found.add(ref.getIndex());
            return null;
          }
        });
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The type of the result. */
  public DataType type() {
    return type;
  }

  /** The columns the result depends on, in their order. */
  public List<Field> inputs() {
    return Arrays.stream(inputs).mapToObj(columns::get).toList();
  }

  /**
   * The result for one row.
   *
   * @param values in the order of the columns, each of its type's class or null; those of {@link
   *     #inputs()} must not be {@link io.esync.operators.model.Row#ABSENT}
   * @return a value of the class of {@link #type()}, or null for NULL
   * @throws EvaluationException if there is no result for these values
   */
  public Object evaluate(Object[] values) throws EvaluationException {
    try {
      return evaluation.of(values);
    } catch (Fault e) {
      throw new EvaluationException(e.getMessage());
    } catch (ArithmeticException | DateTimeException e) {
      throw new EvaluationException(FaultText.of(e));
    }
  }
}
