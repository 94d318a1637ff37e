package io.esync.jobs.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in columns, numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row with a value for each column; whole numbers are grouped by thousands. */
  public TextTable row(Object... values) {
    List<String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(
          value instanceof Long number
              ? String.format(Locale.ROOT, "%,d", number)
              : value.toString());
    }
    rows.add(row);
    return this;
  }

  public void print(PrintWriter out) {
    int columns = rows.get(0).size();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String pad = " ".repeat(width(i) - row.get(i).length());
        boolean number = isNumeric(i);
        line.append(GAP).append(number ? pad + row.get(i) : row.get(i) + pad);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private boolean isNumeric(int column) {
    return rows.stream().skip(1).allMatch(row -> row.get(column).matches("[\\d,]+"));
  }
}
