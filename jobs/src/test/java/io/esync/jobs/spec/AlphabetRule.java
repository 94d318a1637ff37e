package io.esync.jobs.spec;

import io.esync.operators.merge.CustomRule;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.model.DataType;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** A rule of a user's own: the text that comes first in the alphabet. */
public final class AlphabetRule implements CustomRule {
  @Override
  public String name() {
    return "alphabet";
  }

  @Override
  public boolean fits(DataType type) {
    return type.equals(DataType.STRING);
  }

  @Override
  public Object choose(DataType type, List<FieldCandidate> strongestFirst) {
    return strongestFirst.stream()
        .map(candidate -> (String) candidate.value())
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
