package io.esync.operators.expression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The library's words about a type error, in the words of this project's types. */
final class CheckMessages {
  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(VARCHAR|CHAR\\(\\d+\\)|INTEGER|DECIMAL\\(100000, 50000\\)|"
              + "TIMESTAMP_WITH_LOCAL_TIME_ZONE\\(\\d\\)|TIMESTAMP\\(\\d\\)|TIME\\(\\d\\)|VARBINARY|REAL)"
              + "(?: CHARACTER SET \"[^\"]*\")?(?: COLLATE \"[^\"]*\")?");

  private CheckMessages() {}

  static String of(Throwable problem) {
    String message = problem == null ? null : problem.getMessage();
    if (message == null) {
      return "the expression cannot be checked";
    }
    Matcher types =
        TYPE.matcher(message.strip().replaceAll("\\s*\\n\\s*", ", ").replace(" NOT NULL", ""));
    return types.replaceAll(type -> ours(type.group(1)));
  }

  private static String ours(String type) {
    if (type.startsWith("TIMESTAMP_WITH")) {
      return "TIMESTAMPTZ";
    }
    if (type.startsWith("DECIMAL")) {
      return "DECIMAL";
    }
    return switch (type) {
      case "INTEGER" -> "INT";
      case "VARBINARY" -> "BYTES";
      case "REAL" -> "FLOAT";
      default -> type.startsWith("TIME") ? type.substring(0, type.indexOf('(')) : "STRING";
    };
  }
}
