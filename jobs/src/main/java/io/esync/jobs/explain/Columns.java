package io.esync.jobs.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rows in columns, all to the left. A cell is cut where it would push the others off the page. */
final class Columns {
  private static final int WIDEST = 60;
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Columns(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row with a cell for each column; null is an empty one. */
  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      String text = cell == null ? "" : cell.toString();
      row.add(text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…");
    }
    rows.add(row);
  }

  void print(Consumer<String> out) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(GAP).append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
      }
      out.accept(line.toString().stripTrailing());
    }
  }
}
