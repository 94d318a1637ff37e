package io.esync.operators.expression;

import io.esync.operators.model.Field;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/** Text to syntax tree, with messages that speak of the text alone. */
final class ExpressionParser {
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withIdentifierMaxLength(1000)
          .withConformance(SqlConformanceEnum.BABEL);

  private static final Pattern ENCOUNTERED =
      Pattern.compile(
          "^(?:Incorrect syntax near the keyword '(.+?)'|Encountered \"(.*?)\" at line)");

  private ExpressionParser() {}

  static SqlNode parse(String sql, List<Field> columns) {
    try {
      return SqlParser.create(sql, CONFIG).parseExpression();
    } catch (SqlParseException e) {
      throw syntax(e, columns);
    }
  }

  private static Refusal syntax(SqlParseException e, List<Field> columns) {
    SqlParserPos place = e.getPos() == null ? new SqlParserPos(1, 1) : e.getPos();
    Matcher encountered = ENCOUNTERED.matcher(String.valueOf(e.getMessage()));
    if (!encountered.find()) {
      return new Refusal(place, "this is no SQL expression: " + firstLine(e.getMessage()));
    }
    String token = encountered.group(1) != null ? encountered.group(1) : encountered.group(2);
    if (token.endsWith("<EOF>")) {
      return new Refusal(place, "the expression ends too early");
    }
    String word = token.strip().split("\\s", 2)[0];
    for (Field column : columns) {
      if (column.name().equalsIgnoreCase(word)) {
        return new Refusal(
            place,
            "'" + word + "' is a word of SQL; as a column, write it as \"" + column.name() + "\"");
      }
    }
    return new Refusal(place, "'" + word + "' is not expected here");
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
