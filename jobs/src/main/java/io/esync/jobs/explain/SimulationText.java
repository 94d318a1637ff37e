package io.esync.jobs.explain;

import io.esync.jobs.explain.Simulation.Example;
import io.esync.jobs.explain.Simulation.Report;
import java.util.Locale;
import java.util.function.Consumer;

/** A {@link Simulation.Report} as text for people, line by line. */
public final class SimulationText {
  private final Consumer<String> out;

  public SimulationText(Consumer<String> out) {
    this.out = out;
  }

  public void print(Report report) {
    out.accept(
        "%s: of %s, %s would change, %s appear, %s go"
            .formatted(
                report.entity(),
                report.entities() == 1 ? "1 entity" : number(report.entities()) + " entities",
                number(report.changed()),
                number(report.created()),
                number(report.deleted())));
    if (report.note() != null) {
      out.accept(report.note());
    }
    if (report.unknown() > 0) {
      out.accept(
          "Of %s nobody knows how they look now; they may change too."
              .formatted(number(report.unknown())));
    }
    if (report.reviewsOpened() + report.reviewsClosed() > 0) {
      out.accept(
          "%s reviews would open, %s close."
              .formatted(number(report.reviewsOpened()), number(report.reviewsClosed())));
    }
    if (report.fields() != null && !report.fields().isEmpty()) {
      Columns table = new Columns("FIELD", "ENTITIES");
      report.fields().forEach((field, count) -> table.row(field, number(count)));
      table.print(out);
    }
    examples(report);
  }

  private void examples(Report report) {
    if (report.examples().isEmpty()) {
      return;
    }
    Columns table = new Columns("EXAMPLE", "FIELD", "NOW", "THEN", "BY");
    for (Example example : report.examples()) {
      if (example.fields().isEmpty()) {
        table.row(example.key(), example.fate(), "", "", "");
      }
      String key = example.key();
      for (FieldChange change : example.fields()) {
        table.row(key, change.field(), change.now(), change.then(), change.rule());
        key = "";
      }
    }
    table.print(out);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
