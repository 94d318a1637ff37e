package io.esync.operators.expression;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The names of types in a cast: those of SQL and those of the pipeline file. {@code decimal}
 * without digits has any precision, {@code timestamptz} is SQL's timestamp with (local) time zone,
 * {@code float} is SQL's: a double.
 */
final class TypeNames {
  private static final List<SqlTypeName> REFUSED =
      List.of(SqlTypeName.TIME_TZ, SqlTypeName.TIME_WITH_LOCAL_TIME_ZONE);

  private TypeNames() {}

  static SqlDataTypeSpec resolve(SqlDataTypeSpec type) {
    SqlParserPos place = type.getParserPosition();
    SqlTypeNameSpec name = type.getTypeNameSpec();
    if (name instanceof SqlUserDefinedTypeNameSpec) {
      return spec(ours(name.getTypeName().toString(), place), -1, place);
    }
    if (name instanceof SqlCollectionTypeNameSpec collection) {
      return new SqlDataTypeSpec(
          new SqlCollectionTypeNameSpec(
              resolve(new SqlDataTypeSpec(collection.getElementTypeName(), place))
                  .getTypeNameSpec(),
              SqlTypeName.ARRAY,
              place),
          place);
    }
    if (!(name instanceof SqlBasicTypeNameSpec basic)) {
      throw unknown(name.getTypeName().toString(), place);
    }
    SqlTypeName sql = SqlTypeName.get(basic.getTypeName().getSimple());
    if (sql == null || REFUSED.contains(sql)) {
      throw unknown(basic.getTypeName().getSimple(), place);
    }
    if (sql == SqlTypeName.TIMESTAMP_TZ) {
      return spec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, basic.getPrecision(), place);
    }
    return sql == SqlTypeName.DECIMAL && basic.getPrecision() < 0
        ? spec(SqlTypeName.DECIMAL, -1, place)
        : type;
  }

  private static SqlTypeName ours(String name, SqlParserPos place) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "string", "text" -> SqlTypeName.VARCHAR;
      case "bytes", "bytea" -> SqlTypeName.VARBINARY;
      case "timestamptz" -> SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
      case "bool" -> SqlTypeName.BOOLEAN;
      default -> throw unknown(name, place);
    };
  }

  private static SqlDataTypeSpec spec(SqlTypeName type, int precision, SqlParserPos place) {
    return new SqlDataTypeSpec(
        type == SqlTypeName.DECIMAL
            ? new SqlBasicTypeNameSpec(
                type, ExpressionTypeSystem.ANY_PRECISION, ExpressionTypeSystem.ANY_SCALE, place)
            : new SqlBasicTypeNameSpec(type, precision, place),
        place);
  }

  private static Refusal unknown(String name, SqlParserPos place) {
    return new Refusal(
        place,
        "no type '"
            + name.toLowerCase(Locale.ROOT)
            + "' here; known are boolean, int, bigint, decimal(p,s), decimal, real, double,"
            + " varchar(n), string, bytes, date, time, timestamp, timestamptz and uuid");
  }
}
