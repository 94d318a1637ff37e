package io.esync.jobs.explain;

import io.esync.jobs.explain.Explanation.Claim;
import io.esync.jobs.explain.Explanation.DecisionStory;
import io.esync.jobs.explain.Explanation.FieldStory;
import io.esync.jobs.explain.Explanation.SourceWord;
import java.util.function.Consumer;

/** An {@link Explanation} as text for people, line by line. */
public final class ExplanationText {
  private static final String UNKNOWN = "unknown";
  private static final String WINS = "✓";

  private final Consumer<String> out;

  public ExplanationText(Consumer<String> out) {
    this.out = out;
  }

  public void print(Explanation explanation) {
    out.accept(
        explanation.key()
            + (explanation.exists() ? " exists: " : " does not exist: ")
            + explanation.why());
    out.accept("policy " + explanation.policy());
    if (explanation.held()) {
      out.accept("The row is held back from the targets until its review is decided.");
    }
    if (!explanation.fields().isEmpty()) {
      out.accept("");
      fields(explanation);
    }
    out.accept("");
    sources(explanation);
    if (!explanation.decisions().isEmpty()) {
      out.accept("");
      decisions(explanation);
    }
  }

  private void fields(Explanation explanation) {
    Columns table =
        new Columns("FIELD", "", "VALUE", "SOURCE", "SINCE", "VERSION", "RULE", "DECIDED BY");
    for (FieldStory field : explanation.fields()) {
      String name = field.field();
      if (field.winner() == null) {
        table.row(name, WINS, field.value(), "(none)", "", "", field.rule(), field.decidedBy());
        name = "";
      }
      for (Claim claim : field.candidates().stream().filter(Claim::wins).toList()) {
        table.row(
            name,
            WINS,
            field.value(),
            claim.source(),
            time(claim.time()),
            claim.version(),
            field.rule(),
            field.decidedBy());
      }
      for (Claim claim : field.candidates().stream().filter(claim -> !claim.wins()).toList()) {
        table.row(
            "", "", claim.value(), claim.source(), time(claim.time()), claim.version(), "", "");
      }
      if (field.review() != null) {
        String held = field.held() ? ", held back from the targets" : "";
        table.row(
            "",
            "?",
            "review " + field.review().status() + held,
            "",
            time(field.review().since()),
            "",
            "",
            "");
      }
    }
    table.print(out);
  }

  private void sources(Explanation explanation) {
    Columns table = new Columns("SOURCE", "HAS IT", "SINCE", "VERSION", "DELETED AT", "VERSION");
    for (SourceWord source : explanation.sources()) {
      table.row(
          source.source(),
          source.has() ? "yes" : "no",
          source.version() == null ? "" : time(source.time()),
          source.version(),
          source.deletedVersion() == null ? "" : time(source.deletedAt()),
          source.deletedVersion());
    }
    table.print(out);
  }

  private void decisions(Explanation explanation) {
    Columns table = new Columns("DECISION", "FIELD", "ACTION", "", "BY", "AT", "HOLDS", "REASON");
    for (DecisionStory decision : explanation.decisions()) {
      table.row(
          decision.id(),
          decision.field(),
          decision.action(),
          decision.source() == null ? decision.value() : decision.source(),
          decision.reviewer(),
          time(decision.decidedAt()),
          decision.holds() ? "yes" : "no",
          decision.reason());
    }
    table.print(out);
  }

  private static String time(String time) {
    return time == null ? UNKNOWN : time;
  }
}
