package io.esync.operators.merge;

import io.esync.operators.merge.MergedEntity.OpenReview;
import io.esync.operators.merge.ReviewItem.Status;
import io.esync.operators.model.EntityKey;
import io.esync.operators.model.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares the reviews that were open with those that are. */
final class ReviewSteps {
  private final EntityKey key;
  private final Origin cause;
  private final Resolution after;
  private final List<ReviewItem> steps = new ArrayList<>();
  private final List<OpenReview> open = new ArrayList<>();

  /** The steps from {@code before} to {@code after}; their order is that of the fields. */
  ReviewSteps(EntityKey key, List<OpenReview> before, Resolution after, Origin cause) {
    this.key = key;
    this.cause = cause;
    this.after = after;
    Map<String, OpenReview> known = new HashMap<>();
    for (OpenReview review : before) {
      known.put(review.field(), review);
      close(review);
    }
    for (FieldReview review : after.reviews()) {
      if (review.isOpen()) {
        open(review, known.get(review.field()));
      }
    }
  }

  /**
   * Closes, for a target that may show more than the state knows, every review of {@code policy}
   * that is not open and may have been: rivals are there, or some may have left since.
   */
  void closeOthers(ReviewPolicy policy, EntityState state) {
    boolean someoneLeft = state.sources().stream().anyMatch(source -> source.deleted() != null);
    for (String name : new TreeSet<>(policy.fields())) {
      boolean told = steps.stream().anyMatch(step -> step.field().equals(name));
      boolean isOpen = open.stream().anyMatch(review -> review.field().equals(name));
      FieldResolution field = after.field(name);
      boolean disputable =
          someoneLeft || (field == null ? after.fields().isEmpty() : field.candidates().size() > 1);
      if (!told && !isOpen && disputable) {
        close(new OpenReview(name, Basis.NOTHING, Origin.UNKNOWN_TIME));
      }
    }
  }

  /**
   * {@code outcome} with a step that tells of a decision which was taken and closed no review: a
   * field may be pinned and unpinned at any time, and its row shows who decided last.
   */
  static MergeOutcome tellOf(MergeInput.Decided decided, MergeOutcome outcome) {
    String name = decided.decision().field();
    if (outcome.reviews().stream().anyMatch(step -> step.field().equals(name))
        || outcome.entity().reviews().stream().anyMatch(open -> open.field().equals(name))) {
      return outcome;
    }
    ReviewSteps steps =
        new ReviewSteps(decided.key(), List.of(), outcome.resolution(), decided.origin());
    OpenReview none = new OpenReview(name, decided.decision().basis(), Origin.UNKNOWN_TIME);
    List<ReviewItem> told = new ArrayList<>(outcome.reviews());
    told.add(
        steps.step(none, Status.RESOLVED, outcome.resolution().field(name), decided.decision()));
    return new MergeOutcome(
        outcome.entity(),
        outcome.stateChanged(),
        outcome.row(),
        outcome.differs(),
        outcome.resolution(),
        told);
  }

  private void close(OpenReview before) {
    FieldResolution field = after.field(before.field());
    FieldReview now = field == null ? null : field.review();
    if (now == null) {
      steps.add(step(before, Status.AUTO_RESOLVED, field, null));
    } else if (now.status() == FieldReview.Status.DECIDED) {
      steps.add(step(before, Status.RESOLVED, field, now.decision()));
    } else if (now.status() == FieldReview.Status.EXPIRED) {
      steps.add(step(before, Status.EXPIRED, field, null));
    } else if (isPassed(before, now)) {
      steps.add(step(before, Status.SUPERSEDED, field, null));
    }
  }

  private void open(FieldReview review, OpenReview before) {
    if (before != null && !isPassed(before, review)) {
      open.add(before);
      return;
    }
    open.add(new OpenReview(review.field(), review.basis(), review.openedAt()));
    FieldResolution field = after.field(review.field());
    steps.add(step(open.get(open.size() - 1), Status.OPEN, field, null));
  }

  /** A source that repeats what it said, and one that falls silent, are no newer rivals. */
  private static boolean isPassed(OpenReview before, FieldReview now) {
    return before.basis().isPassedBy(now.candidates());
  }

  private ReviewItem step(
      OpenReview review, Status status, FieldResolution field, Decision decision) {
    return new ReviewItem(
        key,
        review.field(),
        status,
        review.basis(),
        field == null ? List.of() : field.candidates(),
        field == null ? null : field.choice(),
        field == null ? "" : field.rule(),
        review.openedAt(),
        decision,
        cause);
  }

  List<ReviewItem> steps() {
    return steps;
  }

  /** The reviews that are open now. */
  List<OpenReview> open() {
    return open;
  }
}
