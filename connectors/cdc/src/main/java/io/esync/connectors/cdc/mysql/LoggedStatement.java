package io.esync.connectors.cdc.mysql;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that the log holds as text.
 *
 * @param database that it was run in
 */
record LoggedStatement(String database, String sql) {
  private static final int BEFORE_DATABASE = 8;
  private static final Pattern COMMENT =
      Pattern.compile("^(\\s|/\\*.*?\\*/|--[^\\n]*\\n|#[^\\n]*\\n)+", Pattern.DOTALL);
  private static final Pattern XA =
      Pattern.compile(
          "XA\\s+(COMMIT|ROLLBACK)\\s+(.*?)(\\s+ONE\\s+PHASE)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(`(?:[^`]|``)+`|[\\w$]+)\\s*\\.\\s*)?(`(?:[^`]|``)+`|[\\w$\\u0080-\\uffff]+)");

  /** What a statement means to the reader of changes. */
  enum Kind {
    BEGIN,
    COMMIT,
    ROLLBACK,
    XA_START,
    XA_COMMIT,
    XA_ROLLBACK,
    /** Belongs to a transaction and changes nothing. */
    WITHIN,
    /** Changes rows that the log does not hold. */
    CHANGE,
    /** Takes or brings rows with their table, see {@link TableStatement}. */
    TABLE,
    /** Begins a transaction that creates a table and fills it. */
    CREATE_AND_FILL,
    OTHER
  }

  static LoggedStatement read(LogEvent event) {
    LogBuffer in = event.buffer();
    in.skip(BEFORE_DATABASE);
    int databaseLength = in.u8();
    in.skip(2); // an error's number
    in.skip((int) in.number(2));
    String database = in.text(databaseLength);
    in.skip(1);
    String sql = COMMENT.matcher(in.text(in.remaining())).replaceFirst("");
    return new LoggedStatement(database, sql);
  }

  Kind kind() {
    String start =
        sql.substring(0, Math.min(sql.length(), 40))
            .toUpperCase(Locale.ROOT)
            .replaceAll("\\s+", " ");
    if (start.startsWith("XA ")) {
      return start.startsWith("XA COMMIT")
          ? Kind.XA_COMMIT
          : start.startsWith("XA ROLLBACK")
              ? Kind.XA_ROLLBACK
              : start.startsWith("XA START") || start.startsWith("XA BEGIN")
                  ? Kind.XA_START
                  : Kind.WITHIN;
    }
    if (start.startsWith("ROLLBACK TO")
        || start.startsWith("SAVEPOINT")
        || start.startsWith("RELEASE")) {
      return Kind.WITHIN;
    }
    int end = start.indexOf(' ');
    return switch (end < 0 ? start : start.substring(0, end)) {
      case "BEGIN", "START" -> Kind.BEGIN;
      case "COMMIT" -> Kind.COMMIT;
      case "ROLLBACK" -> Kind.ROLLBACK;
      case "INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD" -> Kind.CHANGE;
      case "TRUNCATE", "DROP", "RENAME", "ALTER" -> Kind.TABLE;
      case "CREATE" ->
          sql.toUpperCase(Locale.ROOT).endsWith("START TRANSACTION")
              ? Kind.CREATE_AND_FILL
              : Kind.TABLE;
      default -> Kind.OTHER;
    };
  }

  /** The id of a prepared transaction, in the form of {@link #xid}. */
  String xid() {
    Matcher matcher = XA.matcher(sql);
    return matcher.matches() ? matcher.group(2).strip().toUpperCase(Locale.ROOT) : "";
  }

  /** The captured tables among the names in {@code text}. */
  Set<String> captured(String text, MySqlCapture capture) {
    Set<String> tables = new LinkedHashSet<>();
    Matcher names = NAME.matcher(text);
    while (names.find()) {
      String of = names.group(1) == null ? database : plain(names.group(1));
      String table = plain(names.group(2));
      if (capture.captures(of, table)) {
        tables.add(of + "." + table);
      }
    }
    return tables;
  }

  private static String plain(String name) {
    return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
  }
}
