package io.esync.jobs.spec;

import io.esync.jobs.spec.MergeSpec.Strategy;
import io.esync.jobs.spec.tree.ListNode;
import io.esync.jobs.spec.tree.MapNode;
import io.esync.jobs.spec.tree.Problems;
import io.esync.jobs.spec.tree.ScalarNode;
import io.esync.operators.expression.InvalidExpressionException;
import io.esync.operators.merge.ExpressionCondition;
import io.esync.operators.model.DataType;
import io.esync.operators.model.NearestName;
import java.util.List;
import java.util.Optional;

/** Whether people can be asked about fields as a {@code review} says. */
final class ReviewChecks {
  private final MapNode merge;
  private final Strategy strategy;
  private final DeclaredFields fields;
  private final RuleChecks rules;
  private final Problems problems;
  private final NameChecks names;

  ReviewChecks(
      MapNode merge,
      Strategy strategy,
      DeclaredFields fields,
      RuleChecks rules,
      Problems problems,
      NameChecks names) {
    this.merge = merge;
    this.strategy = strategy;
    this.fields = fields;
    this.rules = rules;
    this.problems = problems;
    this.names = names;
  }

  void run() {
    if (strategy == Strategy.MANUAL_REVIEW && fields.isEmpty()) {
      merge
          .scalar("strategy")
          .ifPresent(
              node ->
                  problems.add(
                      node,
                      "manual-review puts every field under review, and the entity declares none",
                      "declare the entity's fields"));
      return;
    }
    merge.map("review").ifPresent(this::check);
  }

  private void check(MapNode review) {
    if (strategy == Strategy.MANUAL_REVIEW) {
      review
          .get("fields")
          .ifPresent(
              node ->
                  problems.add(
                      node,
                      "manual-review puts every field under review",
                      "take it out, or use field-level"));
    } else if (review.get("fields").isEmpty()) {
      problems.add(
          review.place(),
          review.pathOf("fields"),
          "required and missing: the fields that people are asked about",
          "e.g. fields: [email], or strategy: manual-review for all");
    } else if (fields.isEmpty()) {
      problems.add(
          review,
          "reviews are of declared fields, and the entity declares none",
          "declare the entity's fields");
    } else {
      review
          .get("fields")
          .filter(node -> node instanceof ListNode list && list.items().isEmpty())
          .ifPresent(node -> problems.add(node, "expected at least one", ""));
      names.unique(review.scalars("fields"));
      review.scalars("fields").forEach(this::checkField);
    }
    List<String> reviewed = reviewed(review);
    review.get("fallback").ifPresent(rule -> rules.check(rule, reviewed));
    review.scalar("when").ifPresent(when -> checkCondition(when, reviewed));
  }

  private void checkField(ScalarNode field) {
    if (fields.isMerged(field.text(), field.place(), field.path(), problems)
        && rules.follows(field.text())) {
      problems.add(
          field,
          "'" + field.text() + "' goes with another field and is not decided by itself",
          "put that field under review");
    }
  }

  /** Those of the fields under review that can be. */
  private List<String> reviewed(MapNode review) {
    List<String> named = review.scalars("fields").stream().map(ScalarNode::text).toList();
    return fields.types().keySet().stream()
        .filter(field -> strategy == Strategy.MANUAL_REVIEW || named.contains(field))
        .filter(field -> !fields.key().contains(field) && !rules.follows(field))
        .toList();
  }

  private void checkCondition(ScalarNode when, List<String> reviewed) {
    try {
      if (ReviewWhen.parse(when.text()) instanceof ReviewWhen.Expression expression) {
        checkExpression(when, expression.sql(), reviewed);
      }
    } catch (IllegalArgumentException e) {
      problems.add(when, e.getMessage(), "");
    }
  }

  private void checkExpression(ScalarNode when, String sql, List<String> reviewed) {
    if (sql.matches("[a-z]+(-[a-z]+)+( [0-9]\\S*)?")) {
      problems.add(
          when,
          "expected any-difference, concurrent-within <duration> or an SQL expression",
          NearestName.hint(
              sql.split(" ", 2)[0],
              List.of(ReviewWhen.ANY_DIFFERENCE, ReviewWhen.CONCURRENT_WITHIN)));
      return;
    }
    for (String field : reviewed) {
      Optional<DataType> type = fields.type(field);
      if (type.isPresent() && !isExpression(when, sql, field, type.get())) {
        return;
      }
    }
  }

  private boolean isExpression(ScalarNode when, String sql, String field, DataType type) {
    try {
      ExpressionCondition.compile(sql, type);
      return true;
    } catch (InvalidExpressionException e) {
      problems.add(
          when,
          "at %d:%d of the expression, for '%s' of type %s: %s"
              .formatted(e.line(), e.column(), field, type, e.getMessage()),
          "");
      return false;
    }
  }
}
