package io.esync.operators.expression;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;

/** Calls, in generated code, of the static methods of this package; NULL in, NULL out. */
final class JavaCalls {
  private static final List<Class<?>> OWNERS =
      List.of(
          CastFunctions.class,
          NumberFunctions.class,
          TemporalFunctions.class,
          FormatFunctions.class,
          JsonFunctions.class);
  private static final Map<String, SqlOperator> OPERATORS = new ConcurrentHashMap<>();

  private JavaCalls() {}

  /** A call of the method called {@code name}, of which there is one. */
  static RexNode call(RexBuilder builder, RelDataType result, String name, RexNode... arguments) {
    return builder.makeCall(
        result, OPERATORS.computeIfAbsent(name, JavaCalls::operator), List.of(arguments));
  }

  private static SqlOperator operator(String name) {
    for (Class<?> owner : OWNERS) {
      for (Method method : owner.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          return new SqlUserDefinedFunction(
              new SqlIdentifier(name, SqlParserPos.ZERO),
              SqlKind.OTHER_FUNCTION,
              ReturnTypes.ARG0,
              null,
              null,
              ScalarFunctionImpl.create(method));
        }
      }
    }
    throw new IllegalArgumentException("no function " + name);
  }

  static RexNode text(RexBuilder builder, String value) {
    return builder.makeLiteral(value);
  }

  static RexNode number(RexBuilder builder, int value) {
    return builder.makeLiteral(
        value, builder.getTypeFactory().createSqlType(SqlTypeName.INTEGER), false);
  }
}
