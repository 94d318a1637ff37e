package io.esync.jobs.demo;

import io.esync.jobs.demo.BulkLoad.Loaded;
import io.esync.jobs.demo.WarehouseReports.Conflict;
import io.esync.jobs.demo.WarehouseReports.DeadLetter;
import io.esync.jobs.text.TextTable;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what happened, as short tables. */
final class DemoReport {
  private static final String ENTITY = "customer";
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final WarehouseReports reports;

  DemoReport(PrintWriter out, WarehouseReports reports) {
    this.out = out;
    this.reports = reports;
  }

  void print(Loaded loaded, JobNumbers numbers) throws SQLException {
    out.println();
    new TextTable("source", "table", "first copy", "read in all")
        .row("crm", "public.customers", loaded.crm(), numbers.read("crm"))
        .row("billing", "billing.accounts", loaded.billing(), numbers.read("billing"))
        .row("events", DemoEvents.TOPIC, loaded.events(), numbers.read("events"))
        .print(out);
    out.println();
    new TextTable("merged", "changes")
        .row("applied", numbers.applied(ENTITY))
        .row("without effect", numbers.ignored(ENTITY))
        .row("written to the warehouse", numbers.written("warehouse", ENTITY))
        .row("written to the lake", numbers.written("lake", ENTITY))
        .print(out);
    conflicts();
    deadLetters();
    out.flush();
  }

  private void conflicts() throws SQLException {
    String rules =
        reports.conflictsByRule().entrySet().stream()
            .map(rule -> String.format(Locale.ROOT, "%,d by %s", rule.getValue(), rule.getKey()))
            .collect(Collectors.joining(", "));
    out.println();
    out.println("  Conflicts (table esync_audit): " + rules);
    TextTable table = new TextTable("customer", "winner", "email", "loser", "email", "rule");
    for (long id :
        new long[] {ChangeScript.BILLING_WINS, ChangeScript.CRM_WINS, ChangeScript.DELETED}) {
      for (Conflict c : reports.lastConflict(id)) {
        table.row(
            Long.toString(id), c.winner(), c.winnerValue(), c.loser(), c.loserValue(), c.rule());
      }
    }
    table.print(out);
  }

  private void deadLetters() throws SQLException {
    out.println();
    out.println("  Dead letters (table esync_dlq):");
    for (DeadLetter letter : reports.deadLetters()) {
      String state = letter.detail().isEmpty() ? "" : " (SQLSTATE " + letter.detail() + ")";
      out.println(GAP + letter.source() + " " + letter.key() + ": " + letter.code() + state);
      out.println(GAP + GAP + letter.message().lines().findFirst().orElse(""));
    }
  }
}
