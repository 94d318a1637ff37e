package io.esync.operators.replay;

import io.esync.operators.decode.EntityDecoder;
import io.esync.operators.decode.EntityMapping;
import io.esync.operators.model.ChangeRecord;
import io.esync.operators.model.ErrorCode;
import io.esync.operators.model.Origin;
import io.esync.operators.model.Rejection.ChangePayload;
import io.esync.operators.model.Rejection.Payload;
import io.esync.operators.model.Rejection.RawPayload;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which dead letters a pipeline can take once more, and why not the others. The command line and
 * the running pipeline go by the same rules.
 *
 * <p>A merged entity knows what is newer, so that a replay can only add what is missing. Of an
 * entity under {@code replicate} nothing is kept: what was rejected may be older than what targets
 * have, and is taken by force alone.
 */
public final class ReplayRules implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, RecordParser> parsers;
  private final HashMap<String, List<EntityMapping>> replicated;
  private final HashMap<String, Boolean> merged;
  private final HashMap<String, Disguise> disguises;

  /**
   * What a target is not given as it is.
   *
   * @param rows entities of which a field is protected
   * @param keys entities of which a field of the key is
   */
  public record Disguise(Set<String> rows, Set<String> keys) implements Serializable {
    private static final long serialVersionUID = 1L;

    public Disguise {
      rows = new HashSet<>(rows);
      keys = new HashSet<>(keys);
    }
  }

  /**
   * @param parsers by source, of those that can read what was kept of their records
   * @param replicated by source the ways into entities that are replicated; has every source
   * @param merged by entity whether it is merged, so that it is kept what sources said
   * @param disguises by the names of the operators that write
   */
  public ReplayRules(
      Map<String, RecordParser> parsers,
      Map<String, List<EntityMapping>> replicated,
      Map<String, Boolean> merged,
      Map<String, Disguise> disguises) {
    this.parsers = new HashMap<>(parsers);
    this.replicated = new HashMap<>(replicated);
    this.merged = new HashMap<>(merged);
    this.disguises = new HashMap<>(disguises);
  }

  /** Whether it is kept what sources said of {@code entity}. */
  public boolean isMerged(String entity) {
    return merged.getOrDefault(entity, false);
  }

  /** What reads the raw records of {@code source}; null where nothing does. */
  public RecordParser parser(String source) {
    return parsers.get(source);
  }

  /** Whether the change was rejected before it was merged. */
  public static boolean isBeforeMerge(Letter letter) {
    return letter.code().equals(ErrorCode.LATE_AFTER_GC.name());
  }

  /**
   * Why a letter is not taken, and what to do instead; empty if it is taken.
   *
   * @param origin of the rejected record; null where it was not kept
   */
  public Optional<String> refusal(Letter letter, Payload payload, Origin origin) {
    if (payload instanceof ChangePayload change) {
      return refusal(letter, change.change());
    }
    if (origin == null) {
      return Optional.of("it was kept without its place in the source; resync the stream instead");
    }
    String source = origin.source();
    if (!replicated.containsKey(source)) {
      return Optional.of(
          "source '"
              + source
              + "' is none whose records entities are made of ("
              + new TreeSet<>(replicated.keySet())
              + "); what it held must be written there again");
    }
    if (payload instanceof RawPayload && !parsers.containsKey(source)) {
      return Optional.of(
          "source '"
              + source
              + "' cannot read a record from what was kept of it; mend the record in the system"
              + " itself, or resync the stream");
    }
    for (EntityMapping way : replicated.get(source)) {
      if (!letter.force() && new EntityDecoder(way).accepts(origin.stream())) {
        return Optional.of(older(way.entity()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> refusal(Letter letter, ChangeRecord change) {
    String entity = change.entity();
    if (!merged.containsKey(entity)) {
      return Optional.of("the pipeline has no entity '" + entity + "'");
    }
    Disguise disguise = disguises.get(letter.operator());
    boolean known = isMerged(entity);
    if (disguise != null && (known ? disguise.keys() : disguise.rows()).contains(entity)) {
      return Optional.of(
          "its target is not given "
              + (known ? "the key" : "the rows")
              + " of entity '"
              + entity
              + "' as it is (pii), so that it cannot be told what it was; resync the entity");
    }
    return known || letter.force() ? Optional.empty() : Optional.of(older(entity));
  }

  private static String older(String entity) {
    return "entity '"
        + entity
        + "' is replicated: nothing is kept of it, so that what was rejected may be older than what"
        + " targets have and would overwrite it; touch the row in its system, or replay with --force"
        + " if it has not changed since";
  }
}
