package io.esync.jobs.explain;

import io.esync.operators.merge.Candidate;
import io.esync.operators.merge.EntityPolicy;
import io.esync.operators.merge.Resolution;
import io.esync.operators.model.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why an entity exists, or does not. */
record ExistenceText(EntityPolicy policy, Resolution resolution) {

  /** Whether it does; a row that is marked as deleted does not. */
  boolean exists() {
    Row row = resolution.row();
    return row != null
        && !(policy.deletion().isSoft()
            && Boolean.TRUE.equals(row.get(policy.deletion().marks().flag())));
  }

  String why() {
    List<Candidate> claims = resolution.candidates();
    if (claims.isEmpty()) {
      return "no source has it";
    }
    List<Candidate> deletes = claims.stream().filter(Candidate::isDelete).toList();
    List<Candidate> rows = claims.stream().filter(claim -> !claim.isDelete()).toList();
    String rule = policy.deletion().rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (exists()) {
      String has = names(rows) + (rows.size() == 1 ? " has it" : " have it");
      return deletes.isEmpty()
          ? has
          : has + ", and what " + told(deletes) + " does not count by deletes: " + rule;
    }
    if (resolution.isIncomplete()) {
      return "it waits for a value of " + String.join(", ", resolution.lacking());
    }
    String gone = told(deletes) + "; deletes: " + rule;
    return rows.isEmpty() ? gone + "; no other source has it" : gone + overruled(rows);
  }

  private String overruled(List<Candidate> rows) {
    return switch (policy.deletion().rule()) {
      case LATEST, SOFT ->
          "; " + names(rows) + " wrote it no later (" + resolution.decidedBy() + ")";
      case OWNER_ONLY -> "; its owner is " + policy.deletion().owner();
      default -> "; that " + names(rows) + " still has it does not count";
    };
  }

  private static String told(List<Candidate> deletes) {
    return deletes.stream().map(ExistenceText::told).collect(Collectors.joining(" and "));
  }

  private static String told(Candidate delete) {
    String time = JsonForm.time(delete.stamp().timestamp());
    return delete.source() + " deleted" + (time == null ? "" : " at " + time);
  }

  private static String names(List<Candidate> claims) {
    return claims.stream().map(Candidate::source).collect(Collectors.joining(" and "));
  }
}
