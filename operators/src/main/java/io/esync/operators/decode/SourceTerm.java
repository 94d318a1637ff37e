package io.esync.operators.decode;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a field of an entity is made of: a field of the source, or an SQL expression over them. */
public sealed interface SourceTerm extends Serializable {
  /** The name, as which every record has the stream (table, topic, file) that it is from. */
  String STREAM = "_stream";

  /** The name, as which every record has the id of its source in the pipeline file. */
  String SOURCE = "_source";

  /** The text as it stands in the pipeline file. */
  String text();

  /** A field of the source, taken as it is. */
  record Column(String name) implements SourceTerm {
    private static final long serialVersionUID = 1L;

    public Column {
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String text() {
      return name;
    }
  }

  /** An SQL expression. */
  record Expression(String sql) implements SourceTerm {
    private static final long serialVersionUID = 1L;

    public Expression {
      Objects.requireNonNull(sql, "sql");
    }

    @Override
    public String text() {
      return sql;
    }
  }

  /**
   * Reads the form of the pipeline file: a bare name, or any name in double quotes, is a field of
   * the source with exactly this name; all else is an expression. Nothing is checked.
   */
  static SourceTerm parse(String text) {
    String term = text.strip();
    if (Syntax.NAME.matcher(term).matches()
        && !Syntax.LITERALS.contains(term.toLowerCase(Locale.ROOT))) {
      return new Column(term);
    }
    Matcher quoted = Syntax.QUOTED.matcher(term);
    return quoted.matches()
        ? new Column(quoted.group(1).replace("\"\"", "\""))
        : new Expression(text);
  }

  /** How names are told from expressions. */
  final class Syntax {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")+)\"");
    private static final Set<String> LITERALS = Set.of("true", "false", "null");

    private Syntax() {}
  }
}
