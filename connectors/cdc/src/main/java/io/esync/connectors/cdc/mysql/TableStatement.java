package io.esync.connectors.cdc.mysql;

import io.esync.connectors.cdc.capture.RecordFactory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that takes or brings all rows of tables, or of their partitions, at once. The log
 * holds no more than the statement, so no more can be told.
 *
 * @param tables those that are captured, as {@code database.table}
 * @param message what happened to a table and what to do; {@code %s} stands for its name
 */
record TableStatement(Set<String> tables, String message) {
  private static final String COMPARE =
      ": the log does not say which rows went or came. Compare it with the targets";

  private static final String PART = "(?:`(?:[^`]|``)+`|[^\\s`.,(]+)";
  private static final String NAME = "(" + PART + "(?:\\s*\\.\\s*" + PART + ")?)";
  private static final String ALTER_TABLE =
      "ALTER\\s+(?:ONLINE\\s+)?(?:IGNORE\\s+)?TABLE\\s+(?:IF\\s+EXISTS\\s+)?"
          + NAME
          + "\\s+(?:WAIT\\s+\\d+\\s+|NOWAIT\\s+)?";

  /** Each with the tables' names as its groups. */
  private enum Form {
    TRUNCATE(RecordFactory.TRUNCATED, "TRUNCATE\\s+(?:TABLE\\s+)?(.*)"),
    DROP(
        "table %s was dropped: its rows stay in the targets. Delete them there, if they are to go",
        "DROP\\s+TABLE\\s+(?:IF\\s+EXISTS\\s+)?(.*?)(?:\\s(?:RESTRICT|CASCADE))?"),
    DROP_DATABASE(DROP.message, "DROP\\s+(?:DATABASE|SCHEMA)\\s+(?:IF\\s+EXISTS\\s+)?`?(.*?)`?"),
    RENAME(
        "table %s was renamed"
            + COMPARE
            + "; a table whose name is new to the source is copied when the job starts again",
        "RENAME\\s+TABLES?\\s+(?:IF\\s+EXISTS\\s+)?(.*)"),
    ALTER_NAME(
        RENAME.message,
        ALTER_TABLE
            + "(?:.*?[\\s,)])?RENAME\\s+(?!COLUMN\\b|INDEX\\b|KEY\\b)(?:TO\\s+|AS\\s+|=\\s*)?"
            + NAME
            + ".*"),
    ALTER_PARTITION(
        "a partition of table %s was dropped, truncated, exchanged or converted" + COMPARE,
        ALTER_TABLE
            + "(?:(?:DROP|TRUNCATE|EXCHANGE|CONVERT)\\s+PARTITION\\b(?:.*?\\b(?:WITH|TO)\\s+TABLE\\s+"
            + NAME
            + ")?|CONVERT\\s+TABLE\\s+"
            + NAME
            + "\\s+TO\\s+PARTITION\\b).*"),
    /** Of MariaDB; the log does not say whether there was a table before. */
    REPLACE(
        "table %s was replaced: the rows that it had stay in the targets. Delete them there, if they"
            + " are to go",
        "CREATE\\s+OR\\s+REPLACE\\s+TABLE\\s+" + NAME + ".*");

    private final String message;
    private final Pattern pattern;

    Form(String message, String regex) {
      this.message = message;
      this.pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
  }

  /** What {@code statement} does to captured tables; it has none if it is of another kind. */
  static TableStatement of(LoggedStatement statement, MySqlCapture capture) {
    String sql = statement.sql().replaceAll("(?s)/\\*.*?\\*/", " ").strip();
    for (Form form : Form.values()) {
      Matcher matcher = form.pattern.matcher(sql);
      if (matcher.matches()) {
        Set<String> tables =
            form == Form.DROP_DATABASE
                ? within(matcher.group(1), capture)
                : statement.captured(names(matcher), capture);
        return new TableStatement(tables, form.message);
      }
    }
    return new TableStatement(Set.of(), "");
  }

  private static String names(Matcher matcher) {
    StringJoiner names = new StringJoiner(", ");
    for (int i = 1; i <= matcher.groupCount(); i++) {
      if (matcher.group(i) != null) {
        names.add(matcher.group(i).replaceAll("(?i)\\sTO\\s", ", "));
      }
    }
    return names.toString();
  }

  /** What is captured of a database, in the words of the configuration. */
  private static Set<String> within(String database, MySqlCapture capture) {
    Set<String> tables = new LinkedHashSet<>();
    for (String wanted : capture.config().tables()) {
      Matcher name = Pattern.compile(wanted).matcher(database + ".");
      if (wanted.startsWith(database + ".") || name.matches() || name.hitEnd()) {
        tables.add(wanted);
      }
    }
    return tables;
  }
}
