package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.decode.SourceTerm;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.expression.SqlExpression;
import java.util.Optional;

/** Whether the expressions of a {@code from} are SQL, as far as that can be told without types. */
final class ExpressionChecks {
  private final MapNode from;
  private final Problems problems;

  ExpressionChecks(MapNode from, Problems problems) {
    this.from = from;
    this.problems = problems;
  }

  void run() {
    from.map("map")
        .ifPresent(
            map ->
                map.entries().keySet().forEach(field -> map.scalar(field).ifPresent(this::term)));
    from.scalar("timestamp").ifPresent(this::term);
    from.scalar("where").ifPresent(this::expression);
  }

  private void term(ScalarNode node) {
    if (SourceTerm.parse(node.text()) instanceof SourceTerm.Expression) {
      expression(node);
    }
  }

  private void expression(ScalarNode node) {
    if (node.text().contains("${")) {
      return; // known only where the pipeline is submitted
    }
    mistake(node.text()).ifPresent(mistake -> report(problems, node, mistake));
  }

  private static Optional<InvalidExpressionException> mistake(String sql) {
    try {
      SqlExpression.names(sql);
      return Optional.empty();
    } catch (InvalidExpressionException e) {
      return Optional.of(e);
    }
  }

  static void report(Problems problems, ScalarNode node, InvalidExpressionException mistake) {
    problems.add(
        node,
        "at %d:%d of the expression: %s"
            .formatted(mistake.line(), mistake.column(), mistake.getMessage()),
        "");
  }
}
