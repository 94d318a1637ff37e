package io.esync.operators.merge;

import io.esync.operators.model.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an entity exists, and who has a say in what it is.
 *
 * @param exists whether it does
 * @param visible the sources whose fields count, the one that wrote last first; empty where it does
 *     not exist
 * @param rivals what each source claims, the strongest first; at equal times a delete comes first
 * @param deletedAt the time of the latest delete that stands, or {@link Origin#UNKNOWN_TIME}
 */
record Existence(
    boolean exists, List<SourceState> visible, List<Candidate> rivals, long deletedAt) {

  static Existence of(EntityState state, Deletion deletion, CandidateOrder order) {
    List<SourceState> alive = new ArrayList<>(state.sources().size());
    List<Candidate> rivals = new ArrayList<>(state.sources().size());
    long deletedAt = Origin.UNKNOWN_TIME;
    boolean deletes = false;
    boolean ownerDeletes = false;
    for (SourceState source : state.sources()) {
      if (isAlive(source, deletion)) {
        alive.add(source.lean());
        rivals.add(new Candidate(source.source(), source.row(), source.rowStamp()));
      } else if (source.isDeleting()) {
        deletes = true;
        ownerDeletes |= source.source().equals(deletion.owner());
        deletedAt = Math.max(deletedAt, source.deleted().timestamp());
        rivals.add(new Candidate(source.source(), null, source.deleted()));
      }
    }
    if (rivals.size() > 1) {
      rivals.sort((left, right) -> compare(left, right, order));
      alive.sort((left, right) -> compare(left, right, order));
    }
    boolean exists =
        switch (deletion.rule()) {
          case ANY_SOURCE -> !deletes && !alive.isEmpty();
          case OWNER_ONLY -> !ownerDeletes && !alive.isEmpty();
          case ALL_SOURCES -> !alive.isEmpty();
          case LATEST, SOFT -> {
            if (deletes) {
              long hidden = deletedAt;
              alive.removeIf(source -> claimedAt(source, deletion) <= hidden);
            }
            yield !alive.isEmpty();
          }
        };
    return new Existence(exists, exists ? alive : List.of(), rivals, deletedAt);
  }

  /** The sources that ever wrote the row, the one that wrote last first. */
  static List<SourceState> everWritten(EntityState state, CandidateOrder order) {
    return state.sources().stream()
        .filter(source -> source.row() != null)
        .sorted((left, right) -> compare(left, right, order))
        .toList();
  }

  private static boolean isAlive(SourceState source, Deletion deletion) {
    if (source.deleted() == null) {
      return source.row() != null;
    }
    Stamp claim = deletion.revive() == Deletion.Revive.ANY ? source.rowStamp() : source.fullStamp();
    return claim != null && claim.isNewerThan(source.deleted());
  }

  /** The time by which a row stands up against another source's delete. */
  private static long claimedAt(SourceState source, Deletion deletion) {
    if (deletion.revive() == Deletion.Revive.ANY) {
      return source.rowStamp().timestamp();
    }
    return source.fullStamp() == null ? Origin.UNKNOWN_TIME : source.fullStamp().timestamp();
  }

  private static int compare(SourceState left, SourceState right, CandidateOrder order) {
    int byTime = Long.compare(right.rowStamp().timestamp(), left.rowStamp().timestamp());
    return byTime != 0 ? byTime : order.compareSources(left.source(), right.source());
  }

  private static int compare(Candidate left, Candidate right, CandidateOrder order) {
    int byTime = Long.compare(right.stamp().timestamp(), left.stamp().timestamp());
    if (byTime != 0) {
      return byTime;
    }
    int deletesFirst = Boolean.compare(right.isDelete(), left.isDelete());
    return deletesFirst != 0 ? deletesFirst : order.compareSources(left.source(), right.source());
  }

  /** Which rule set the strongest claim apart from the next. */
  String decidedBy(CandidateOrder order) {
    if (rivals.size() < 2) {
      return "only source";
    }
    Candidate winner = rivals.get(0);
    Candidate second = rivals.get(1);
    if (winner.stamp().timestamp() == second.stamp().timestamp()
        && winner.isDelete() != second.isDelete()) {
      return "delete wins a tie";
    }
    return order.tieBreak(winner.stamp(), winner.source(), second.stamp(), second.source());
  }
}
