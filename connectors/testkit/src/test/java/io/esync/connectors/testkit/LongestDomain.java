package io.esync.connectors.testkit;

import io.esync.operators.merge.CustomRule;
import io.esync.operators.merge.FieldCandidate;
import io.esync.operators.model.DataType;
import java.util.List;

/** A rule as a user may write it: the address of the most specific mail domain. */
public final class LongestDomain implements CustomRule {
  @Override
  public String name() {
    return "longest_domain";
  }

  @Override
  public boolean fits(DataType type) {
    return type.equals(DataType.STRING);
  }

  @Override
  public Object choose(DataType type, List<FieldCandidate> strongestFirst) {
    String best = null;
    for (FieldCandidate candidate : strongestFirst) {
      if (candidate.value() instanceof String address
          && (best == null || domain(address) > domain(best))) {
        best = address;
      }
    }
    return best;
  }

  private static int domain(String address) {
    return address.length() - address.indexOf('@');
  }
}
