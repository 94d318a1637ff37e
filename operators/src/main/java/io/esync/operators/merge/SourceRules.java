package io.esync.operators.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rules that go by who says it. */
public final class SourceRules {
  private SourceRules() {}

  /**
   * The first source of an order that has a value; sources beyond the order come after it, by time.
   *
   * @param trust source ids, the most trusted first
   * @param unlessNewerBy microseconds: a candidate that is older than the newest of all by more
   *     does not count, and neither does one of unknown time beside one of known time; null where
   *     age does not matter. It looks at the whole set at once; comparing pairs would make the
   *     result depend on who is compared first
   */
  public record Trusted(List<String> trust, Long unlessNewerBy) implements FieldRule {
    private static final long serialVersionUID = 1L;

    public Trusted {
      trust = List.copyOf(trust);
    }

    @Override
    public String name() {
      return "trusted";
    }

    @Override
    public String text() {
      String age = unlessNewerBy == null ? "" : " unless newer by " + unlessNewerBy;
      return name() + " " + trust + age;
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      List<FieldCandidate> valued =
          candidates.stream().filter(candidate -> candidate.value() != null).toList();
      if (valued.isEmpty()) {
        return FieldChoice.of(candidates.get(0), "all are NULL");
      }
      List<FieldCandidate> fresh = fresh(valued);
      String decidedBy = fresh.size() < valued.size() ? "trust among the newest" : "trust";
      for (String source : trust) {
        for (FieldCandidate candidate : fresh) {
          if (candidate.source().equals(source)) {
            return FieldChoice.of(candidate, decidedBy);
          }
        }
      }
      return FieldChoice.of(fresh.get(0), "latest, none is trusted");
    }

    private List<FieldCandidate> fresh(List<FieldCandidate> candidates) {
      Stamp newest = candidates.get(0).stamp();
      if (unlessNewerBy == null || !newest.isTimed()) {
        return candidates;
      }
      List<FieldCandidate> fresh = new ArrayList<>(candidates.size());
      for (FieldCandidate candidate : candidates) {
        if (candidate.stamp().isTimed()
            && newest.timestamp() - candidate.stamp().timestamp() <= unlessNewerBy) {
          fresh.add(candidate);
        }
      }
      return fresh;
    }
  }

  /** What one source says; NULL where it says nothing. The others' word does not count. */
  public record Owner(String source) implements FieldRule {
    private static final long serialVersionUID = 1L;

    public Owner {
      Objects.requireNonNull(source, "source");
    }

    @Override
    public String name() {
      return "owner";
    }

    @Override
    public String text() {
      return name() + " " + source;
    }

    @Override
    public boolean keepsSingle() {
      return false;
    }

    @Override
    public FieldChoice choose(List<FieldCandidate> candidates, CandidateOrder order) {
      for (FieldCandidate candidate : candidates) {
        if (candidate.source().equals(source)) {
          return FieldChoice.of(candidate, "owner");
        }
      }
      return new FieldChoice(candidates.get(0).type(), null, null, "the owner has no value");
    }
  }
}
